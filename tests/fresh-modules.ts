// tests/fresh-modules.ts: runs before each file of tests: what the file before left in this process is taken back.
import { vi } from 'vitest';

// The two processes of a run keep the application's modules loaded from file to file (vitest.config.ts). The modules of the tests are
// evaluated anew for each file: a kit starts a blog of its own for whoever imports it.
vi.resetModules();
vi.restoreAllMocks();
vi.useRealTimers();
