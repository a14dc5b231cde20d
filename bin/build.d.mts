// bin/build.d.mts: what build.mjs offers.
export function buildIfStale(): Promise<void>;
export function buildBrowserIfStale(): Promise<void>;
export function buildThreadIfStale(): Promise<void>;
export function buildForTestsIfStale(): Promise<void>;
