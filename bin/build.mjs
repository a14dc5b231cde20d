// bin/build.mjs: bundles src and migrations into dist; nothing happens when dist is newer than the sources.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built');

/** Builds when a source file, a migration or package.json is newer than the last build. */
export async function buildIfStale() {
  if (fs.existsSync(stamp) && newest() < fs.statSync(stamp).mtimeMs) return;
  const { build, stop } = await import('esbuild');
  const began = new Date();
  const own = fs.mkdtempSync(path.join(root, '.dist-'));
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/server.ts', 'src/worker.ts', 'src/cli.ts', 'migrations/*.ts'],
      outdir: own,
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
    // Its helper process would stay as long as ours.
    await stop();
    moveIn(own);
  } finally {
    fs.rmSync(own, { recursive: true, force: true });
  }
  fs.writeFileSync(stamp, '');
  // A source saved while we built must be built again.
  fs.utimesSync(stamp, began, began);
}

/**
 * File by file, so that a process that runs from dist, or another start that builds at the same moment, finds all it
 * needs at any time. A migration that is gone must go; old chunks may still be wanted and stay for a day.
 */
function moveIn(own) {
  const fresh = fs.readdirSync(own, { recursive: true }).filter((file) => /\.(js|map)$/.test(file));
  for (const file of fresh) {
    fs.mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
    fs.renameSync(path.join(own, file), path.join(dist, file));
  }
  for (const file of fs.readdirSync(dist, { recursive: true }).filter((file) => /\.(js|map)$/.test(file))) {
    const isOld = Date.now() - fs.statSync(path.join(dist, file)).mtimeMs > 86_400_000;
    if (!fresh.includes(file) && (file.startsWith('migrations') || isOld))
      fs.rmSync(path.join(dist, file), { force: true });
  }
}

function newest() {
  const folders = ['src', 'migrations'].map((folder) => path.join(root, folder));
  const below = folders.flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  const files = [...folders, ...below, path.join(root, 'package.json')];
  return Math.max(...files.map((file) => fs.statSync(file).mtimeMs));
}

if (process.argv[1] === import.meta.filename) await buildIfStale();
