#!/usr/bin/env node
// bin/quillback.mjs: the command line as `npx quillback COMMAND`.
process.argv.splice(2, 0, 'cli');
await import('./start.mjs');
