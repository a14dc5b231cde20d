// vitest.config.ts: one embedded Postgres for the run, a copied database for each file.
import path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { buildBrowserIfStale, buildForTestsIfStale } from './bin/build.mjs';

const root = import.meta.dirname;
// `vitest run`, as CI and `npm test` do. One who watches has the sources themselves, so that a change runs its tests.
const runsOnce = process.argv.includes('run');
await (runsOnce ? buildForTestsIfStale() : buildBrowserIfStale());

/**
 * Tests of a run load `src` as JavaScript from dist/modules, a file a source: Node reads the thousand files in a second, where the test runner would compile and send each of them for each file of tests.
 */
const compiledSources: Plugin = {
  name: 'compiled-sources',
  enforce: 'pre',
  resolveId(name, importer) {
    if (!importer || !name.startsWith('.') || !name.endsWith('.ts')) return undefined;
    const file = path.relative(path.join(root, 'src'), path.resolve(path.dirname(importer), name));
    if (file.startsWith('..')) return undefined;
    return path.join(root, 'dist/modules', file.replace(/\.ts$/, '.js'));
  },
};

export default defineConfig({
  cacheDir: '.cache/vitest',
  plugins: runsOnce ? [compiledSources] : [],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/global-setup.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    pool: 'forks',
    // Two processes run all files, one after another: the application is loaded twice in a run, and not once for each file.
    isolate: false,
    setupFiles: ['tests/fresh-modules.ts'],
    execArgv: ['--enable-source-maps'],
    server: { deps: { external: [/\/dist\/modules\//] } },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for has the test's own time, also on a busy machine.
    expect: { poll: { timeout: 25_000 } },
    env: { NODE_ENV: 'test' },
  },
});
