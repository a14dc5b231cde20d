// base/html/stripped.ts: a text without its tags, for what no parser takes any more: in one pass, whatever it holds.

/** What stands between tags, roughly: references stay as they are written. Plain text. */
export const stripped = (html: string): string =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
