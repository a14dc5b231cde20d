// base/database/like.ts: words that a person typed, inside a LIKE pattern.

/** Words as LIKE takes them literally: a percent sign is a percent sign, not "anything". The caller adds its own `%`. */
export const literalInLike = (words: string): string => words.replaceAll(/[\\%_]/g, '\\$&');
