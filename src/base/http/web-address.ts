// base/http/web-address.ts: whether a text is an address of the web.

/** An http or https address without a name and password in it. */
export function isWebAddress(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, username, password } = new URL(given);
  return ['http:', 'https:'].includes(protocol) && !username && !password;
}
