// bin/build.mjs: bundles src and migrations into dist; nothing happens when dist is newer than the sources.
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'dist', '.built');

/** Builds when a source file, a migration or package.json is newer than the last build. */
export async function buildIfStale() {
  if (fs.existsSync(stamp) && newest() < fs.statSync(stamp).mtimeMs) return;
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const migrations = fs.readdirSync(path.join(root, 'migrations')).filter((file) => file.endsWith('.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: [
      'src/server.ts',
      'src/worker.ts',
      'src/cli.ts',
      ...migrations.map((file) => `migrations/${file}`),
    ],
    outdir: 'dist',
    outbase: '.',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  });
  fs.writeFileSync(stamp, '');
}

function newest() {
  const folders = ['src', 'migrations'].flatMap((folder) =>
    fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }),
  );
  const files = folders.map((entry) => path.join(entry.parentPath, entry.name));
  return Math.max(...[...files, path.join(root, 'package.json')].map((file) => fs.statSync(file).mtimeMs));
}

if (process.argv[1] === import.meta.filename) await buildIfStale();
