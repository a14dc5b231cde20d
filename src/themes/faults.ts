// themes/faults.ts: what went wrong in a theme's templates since it was last changed, for its owner.
import type { Theme } from '../base/themes/themes.ts';

export interface ThemeFault {
  template: string;
  /** As EJS words it: the file, the lines around, and what is wrong. */
  message: string;
}

// One process's memory: a fault shows itself again to each process that meets it.
const faults = new Map<string, ThemeFault & { version: string }>();

/** Remembers the last fault of a theme. */
export function noteFault({ folder, version }: Theme, template: string, error: Error): void {
  faults.set(folder, { template, message: error.message.slice(0, 2000), version });
}

/** The last fault of a theme as it is now; undefined once its files have changed. */
export function faultOf({ folder, version }: Theme): ThemeFault | undefined {
  const fault = faults.get(folder);
  return fault?.version === version ? fault : undefined;
}
