// bin/build.mjs: bundles the server into dist and what browsers load into dist/public; nothing happens when dist is newer.
import fs from 'node:fs';
import path from 'node:path';
import { browser } from './build-browser.mjs';
import { words } from './build-words.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

const server = {
  to: dist,
  stamp: path.join(dist, '.built'),
  sources: ['src', 'migrations'],
  // What lies in dist/public is for browsers, in dist/thread for the threads, in dist/modules for the tests.
  isOwn: (file) => /\.(js|map)$/.test(file) && !/^(public|thread|modules|locales|\.dist-\w+)[\\/]/.test(file),
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

// Each source as a module that a test can import. All of them change together: what is left of another build is gone.
const modules = {
  ...thread,
  to: path.join(dist, 'modules'),
  stamp: path.join(dist, 'modules', '.built'),
  isGone: () => true,
  options: { ...server.options, entryPoints: ['src/**/*.ts'], outbase: 'src' },
};

/** Builds what is older than its sources or package.json. */
export async function buildIfStale() {
  await bundle(server);
  await bundle(thread);
  await bundle(browser);
  await bundle(words);
}

/** The same, and each source as a module, for the tests. */
export async function buildForTestsIfStale() {
  await buildIfStale();
  await bundle(modules);
}

/** The same for the worker threads alone. */
export const buildThreadIfStale = () => bundle(thread);

/** The same for what is not code of the server: what browsers load, and the words of all languages. */
export async function buildBrowserIfStale() {
  await bundle(browser);
  await bundle(words);
}

async function bundle({ to, stamp, sources, isOwn, isGone, options, make }) {
  // A copy without sources, such as an image, runs what was built.
  if (fs.existsSync(stamp) && !sources.every((folder) => fs.existsSync(path.join(root, folder)))) return;
  if (fs.existsSync(stamp) && newest(sources) < fs.statSync(stamp).mtimeMs) return;
  const { build, stop } = await import('esbuild');
  const began = new Date();
  // As deep as where it goes: a source map names its sources from where it lies.
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const own = fs.mkdtempSync(path.join(path.dirname(to), '.dist-'));
  try {
    const same = { absWorkingDir: root, outdir: own, bundle: true, splitting: true, format: 'esm' };
    if (make) await make(build, own);
    else await build({ ...same, logLevel: 'warning', ...options });
    // Its helper process would stay as long as ours.
    await stop();
    moveIn(own, { to, stamp, isOwn, isGone });
  } finally {
    fs.rmSync(own, { recursive: true, force: true });
  }
  // A source saved while we built must be built again.
  fs.utimesSync(stamp, began, began);
}

/**
 * File by file, so that a process that runs from dist, or another start that builds at the same moment, finds all it
 * needs at any time. A migration that is gone must go; old chunks may still be wanted, by a process or by an open page,
 * and stay for a day after they were replaced. The stamp lists what is there now.
 */
function moveIn(own, { to, stamp, isOwn, isGone }) {
  const filesIn = (folder) => fs.readdirSync(folder, { recursive: true }).filter(isOwn);
  const before = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8').split('\n') : [];
  const fresh = filesIn(own).toSorted((one, other) => Number(isList(one)) - Number(isList(other)));
  for (const file of fresh) {
    fs.mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    fs.renameSync(path.join(own, file), path.join(to, file));
  }
  for (const file of filesIn(to).filter((one) => !fresh.includes(one))) {
    const at = path.join(to, file);
    const stands = fs.statSync(at, { throwIfNoEntry: false });
    if (!stands) continue;
    const isOld = !before.includes(file) && Date.now() - stands.mtimeMs > 86_400_000;
    if (isGone(file) || isOld) fs.rmSync(at, { force: true });
    else if (before.includes(file)) fs.utimesSync(at, new Date(), new Date());
  }
  fs.writeFileSync(stamp, fresh.join('\n'));
}

/** What names other files comes after them. */
const isList = (file) => file === 'manifest.json';

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
  await (process.argv[2] === 'browser' ? buildBrowserIfStale() : buildIfStale());
}
