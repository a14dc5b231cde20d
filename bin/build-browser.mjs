// bin/build-browser.mjs: what browsers load: scripts and sheets under names that tell their content, with .br and .gz beside them.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { wordsOfScripts } from './build-words.mjs';

const root = path.resolve(import.meta.dirname, '..');
const to = path.join(root, 'dist', 'public');

/** The scripts that pages name, by their folder in browser/. What these import needs no line here. */
const scripts = {
  site: ['attachments', 'comments', 'embeds', 'site'],
  admin: [
    'admin',
    'autosave',
    'complete',
    'customize',
    'import',
    'media-crop',
    'media-upload',
    'menus',
    'page-order',
    'palette',
    'passkeys',
    'pending',
    'permalinks',
    'write-panel',
  ],
  editor: ['editor'],
  moderation: ['moderate'],
};

/** Classic scripts, one file each: a module in a sandboxed frame would need CORS. */
const framed = { site: ['embed-frame', 'embed-outer'] };

const entries = (folder, names) =>
  Object.fromEntries(names.map((name) => [`js/${name}`, `browser/${folder}/${name}.ts`]));

const script = { platform: 'browser', target: ['es2022'], format: 'esm' };

/** What a sheet names by `url(/…)` is an address of the site; an `@import` names a file beside it. */
const addressesOfTheSite = {
  name: 'addresses of the site',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\// }, ({ path: address, kind }) =>
      kind === 'url-token' ? { path: address, external: true } : undefined,
    ),
};

const groups = () => [
  // Readers' scripts are small and each is whole, but for what it loads when somebody needs it: nobody waits for a shared part.
  ...scripts.site.map((name) => ({ ...script, splitting: true, entryPoints: entries('site', [name]) })),
  {
    ...script,
    splitting: true,
    entryPoints: {
      ...entries('admin', scripts.admin),
      ...entries('editor', scripts.editor),
      ...entries('moderation', scripts.moderation),
    },
  },
  { ...script, entryPoints: entries('site', framed.site), format: 'iife' },
  // A sheet of public/css may import those of the folder of its name: one file to browsers.
  {
    entryPoints: Object.fromEntries(
      fs
        .readdirSync(path.join(root, 'public/css'))
        .filter((file) => file.endsWith('.css'))
        .map((file) => [`css/${path.basename(file, '.css')}`, `public/css/${file}`]),
    ),
    plugins: [addressesOfTheSite],
    loader: { '.woff2': 'file' },
  },
  // The icons are one file that pages name by its address; nothing is done to it.
  { entryPoints: { 'svg/icons': 'public/svg/icons.svg' }, loader: { '.svg': 'copy' } },
];

/** How build.mjs builds it. The manifest says which file a plain name stands for, and is put in place last. */
export const browser = {
  to,
  stamp: path.join(to, '.built'),
  sources: ['browser', 'public/css', 'public/svg', 'bin', 'locales'],
  isOwn: (file) => /\.(js|css|svg|woff2|br|gz)$/.test(file) || file === 'manifest.json',
  isGone: () => false,
  async make(build, own) {
    const built = await Promise.all(groups().map((group) => build({ ...common(own), ...group })));
    const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
    const files = Object.keys(outputs).map((file) => path.relative(own, path.join(root, file)));
    const spoken = writeWords(own);
    await Promise.all([...files, ...Object.values(spoken)].map((file) => compress(own, file)));
    const manifest = { ...manifestOf(outputs, own), ...spoken };
    fs.writeFileSync(path.join(own, 'manifest.json'), JSON.stringify(manifest, null, 2));
  },
};

const common = (own) => ({
  absWorkingDir: root,
  outdir: own,
  bundle: true,
  minify: true,
  metafile: true,
  logLevel: 'warning',
  entryNames: '[dir]/[name]-[hash]',
  chunkNames: 'js/part-[hash]',
  assetNames: 'fonts/[name]-[hash]',
});

/** What scripts say, a script a language, under a name that tells its content: those of readers, and those of the admin. */
function writeWords(own) {
  const ofReaders = wordsOfScripts(/^browser\/(?:site|shared)\//m);
  const ofAdmin = wordsOfScripts(/^browser\//m).map((one) => ({ ...one, locale: `admin-${one.locale}` }));
  return Object.fromEntries(
    [...ofReaders, ...ofAdmin].map(({ locale, code }) => {
      const hash = crypto.createHash('sha256').update(code).digest('hex').slice(0, 8).toUpperCase();
      fs.writeFileSync(path.join(own, `js/words-${locale}-${hash}.js`), code);
      return [`js/words-${locale}.js`, `js/words-${locale}-${hash}.js`];
    }),
  );
}

function manifestOf(outputs, own) {
  // A part that is loaded when it is needed is an entry to esbuild, too.
  const isPart = (file) => path.basename(file).startsWith('part-');
  const named = Object.entries(outputs).filter(([file, { entryPoint }]) => entryPoint && !isPart(file));
  return Object.fromEntries(
    named.map(([output, { entryPoint }]) => {
      const file = path.relative(own, path.join(root, output)).split(path.sep).join('/');
      const kind = path.extname(file);
      return [`${kind.slice(1)}/${path.parse(entryPoint).name}${kind}`, file];
    }),
  );
}

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const {
  BROTLI_PARAM_QUALITY: quality,
  BROTLI_PARAM_SIZE_HINT: hint,
  BROTLI_PARAM_LGWIN: window,
} = zlib.constants;

/** The last step of quality costs as much as all others and saves one part in a hundred of a large file. */
const large = 200_000;

/** What is worth it. A name tells its content, so what was compressed once need not be again. */
async function compress(own, file) {
  if (file.endsWith('.woff2')) return;
  const bytes = fs.readFileSync(path.join(own, file));
  const ways = {
    br: () =>
      brotli(bytes, {
        params: { [quality]: bytes.length > large ? 10 : 11, [hint]: bytes.length, [window]: 22 },
      }),
    gz: () => gzip(bytes, { level: 9 }),
  };
  for (const [ending, way] of Object.entries(ways)) {
    const done = path.join(to, `${file}.${ending}`);
    const packed = fs.existsSync(done) ? fs.readFileSync(done) : await way();
    if (packed.length < bytes.length * 0.95) fs.writeFileSync(path.join(own, `${file}.${ending}`), packed);
  }
}
