// base/mail/address.ts: which addresses mail may go to, and text that is safe in a mail's head.

// One strict pattern: no quotes, no comments, no groups, no routes. What it accepts needs no parser to understand.
const address = /^[\w.+'=~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;

/** Whether mail may go to (or name for replies) this address. */
export function isMailAddress(given: string): boolean {
  return given.length <= 254 && address.test(given) && !given.includes('..');
}

/** Whether somebody may give this as their address: no quotes, comments or lists. Mail goes to fewer (isMailAddress). */
export function isEmail(email: string): boolean {
  return (
    email.length >= 6 &&
    /^[^\s@<>"(),:;[\]\\]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.[\p{L}\p{N}-]{2,}$/u.test(email)
  );
}

/** One line of plain text for a head field: controls and bidi overrides become spaces; at most 200 characters. */
export function headText(given: string): string {
  const plain = given.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ');
  return Array.from(plain.trim()).slice(0, 200).join('');
}
