// bin/start.mjs: builds if needed, then becomes the named entry: server, worker or cli.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';

process.setSourceMapsEnabled(true);
const [, , entry, ...args] = process.argv;
try {
  await buildIfStale();
} catch (error) {
  if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
  process.stderr.write(
    `The project folder is not writable, and dist is not built: run \`npm run build\` as its owner\n`,
  );
  process.exit(1);
}
const file = path.resolve(import.meta.dirname, `../dist/src/${entry}.js`);
process.argv = [process.argv[0], file, ...args];
await import(pathToFileURL(file).href);
