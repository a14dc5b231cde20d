// feeds/dates.ts: dates as feeds write them, always in UTC.

/** RFC 822, as RSS wants it. */
export const rssDate = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

/** RFC 3339, as Atom wants it. */
export const atomDate = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
