// bin/dev.mjs: a blog to work on: it starts again when a source of the server changes, and bundles anew what browsers load.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildBrowserIfStale } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
process.env.NODE_ENV ??= 'development';

await buildBrowserIfStale();

let timer;
let building = Promise.resolve();
// Editors write a file in several steps.
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => (building = building.then(rebuild)), 50);
};
for (const folder of ['browser', 'public/css', 'locales'])
  fs.watch(path.join(root, folder), { recursive: true }, soon);

/** A mistake in a source is told, as esbuild words it; the bundle before it stays. */
async function rebuild() {
  try {
    await buildBrowserIfStale();
    process.stdout.write('Bundled what browsers load, and the words; reload the page.\n');
  } catch (error) {
    process.stderr.write(`${error.errors ? 'Not bundled, see above.' : error.stack}\n`);
  }
}

const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
const server = spawn(process.execPath, [tsx, 'watch', 'src/server.ts'], { cwd: root, stdio: 'inherit' });
// Ctrl-C in a terminal reaches the server, too, which then stops in order.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('close', (code) => process.exit(code ?? 0));
