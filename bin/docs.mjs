// bin/docs.mjs: prints docs/settings.md anew from what the features declare. Run by tsx: npm run docs.
import fs from 'node:fs';
import path from 'node:path';
import { settingsDocument } from '../src/settings-document.ts';

fs.writeFileSync(path.join(import.meta.dirname, '../docs/settings.md'), settingsDocument());
