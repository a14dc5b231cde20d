// bin/build.mjs: bundles the server into dist and the editor into dist/public; nothing happens when dist is newer.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

const server = {
  to: dist,
  stamp: path.join(dist, '.built'),
  sources: ['src', 'migrations'],
  // What lies in dist/public is the editor's, in dist/thread the threads'.
  isOwn: (file) => /\.(js|map)$/.test(file) && !/^(public|thread)[\\/]/.test(file),
  isGone: (file) => file.startsWith('migrations'),
  options: {
    entryPoints: ['src/server.ts', 'src/worker.ts', 'src/cli.ts', 'migrations/*.ts'],
    outbase: '.',
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
  },
};

// Apart, as it is also wanted where the server runs from source: Node 20 starts threads from JavaScript alone.
const thread = {
  ...server,
  to: path.join(dist, 'thread'),
  stamp: path.join(dist, 'thread', '.built'),
  sources: ['src'],
  isOwn: (file) => /\.(js|map)$/.test(file),
  isGone: () => false,
  options: { ...server.options, entryPoints: ['src/thread.ts'], outbase: 'src' },
};

const editor = {
  to: path.join(dist, 'public', 'editor'),
  stamp: path.join(dist, 'public', '.built'),
  sources: ['editor'],
  isOwn: (file) => file.endsWith('.js'),
  isGone: () => false,
  options: {
    entryPoints: ['editor/editor.ts'],
    // The entry is asked for at each visit; its parts are named by what is in them and kept for good.
    chunkNames: 'part-[hash]',
    platform: 'browser',
    target: ['es2022'],
    minify: true,
  },
};

/** Builds what is older than its sources or package.json. */
export async function buildIfStale() {
  await bundle(server);
  await bundle(thread);
  await bundle(editor);
}

/** The same for the worker threads alone. */
export const buildThreadIfStale = () => bundle(thread);

/** The same for the editor alone. */
export const buildEditorIfStale = () => bundle(editor);

async function bundle({ to, stamp, sources, isOwn, isGone, options }) {
  if (fs.existsSync(stamp) && newest(sources) < fs.statSync(stamp).mtimeMs) return;
  const { build, stop } = await import('esbuild');
  const began = new Date();
  const own = fs.mkdtempSync(path.join(root, '.dist-'));
  try {
    const same = { absWorkingDir: root, outdir: own, bundle: true, splitting: true, format: 'esm' };
    await build({ ...same, logLevel: 'warning', ...options });
    // Its helper process would stay as long as ours.
    await stop();
    moveIn(own, { to, isOwn, isGone });
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
function moveIn(own, { to, isOwn, isGone }) {
  const filesIn = (folder) => fs.readdirSync(folder, { recursive: true }).filter(isOwn);
  const fresh = filesIn(own);
  for (const file of fresh) {
    fs.mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    fs.renameSync(path.join(own, file), path.join(to, file));
  }
  for (const file of filesIn(to)) {
    const isOld = Date.now() - fs.statSync(path.join(to, file)).mtimeMs > 86_400_000;
    if (!fresh.includes(file) && (isGone(file) || isOld)) fs.rmSync(path.join(to, file), { force: true });
  }
}

function newest(sources) {
  const folders = sources.map((folder) => path.join(root, folder));
  const below = folders.flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  const files = [...folders, ...below, path.join(root, 'package.json')];
  return Math.max(...files.map((file) => fs.statSync(file).mtimeMs));
}

if (process.argv[1] === import.meta.filename) {
  await (process.argv[2] === 'editor' ? buildEditorIfStale() : buildIfStale());
}
