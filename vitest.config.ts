// vitest.config.ts: one embedded Postgres for the run, a copied database for each file.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/global-setup.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for has the test's own time, also on a busy machine.
    expect: { poll: { timeout: 25_000 } },
    env: { NODE_ENV: 'test' },
  },
});
