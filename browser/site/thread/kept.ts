// site/thread/kept.ts: what this browser alone remembers of a reader; without a storage, nothing.

/** What was kept under a name; `none` when that is nothing, or cannot be read. */
export function readKept<Kept>(name: string, none: Kept): Kept {
  try {
    return (JSON.parse(localStorage.getItem(name) ?? 'null') as Kept | null) ?? none;
  } catch {
    return none;
  }
}

export function writeKept(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage keeps nothing, and the page works.
  }
}
