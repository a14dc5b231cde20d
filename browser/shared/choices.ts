// shared/choices.ts: small choices of a person that this browser remembers.

/** What was chosen before; null for nothing, also where storage is switched off. */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a choice. Where storage is switched off it holds for this page alone. */
export function storeChoice(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It is as at first again on the next page.
  }
}
