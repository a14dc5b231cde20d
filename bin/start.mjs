// bin/start.mjs: builds if needed, then becomes the named entry: server, worker or cli.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';

process.setSourceMapsEnabled(true);
const [, , entry, ...args] = process.argv;
await buildIfStale();
const file = path.resolve(import.meta.dirname, `../dist/src/${entry}.js`);
process.argv = [process.argv[0], file, ...args];
await import(pathToFileURL(file).href);
