// base/http/redirect.ts: where a form may send its sender: to a page of this site, never elsewhere.

/**
 * The site-relative address behind a `redirect_to`, or the fallback when it is missing or leads off the site.
 * Read with the parser browsers use (URL Standard), so that both agree on what `\\` and `//` mean.
 * @param given untrusted; anything
 * @param siteUrl the site's own address
 * @param fallback site-relative
 */
export function localAddress(given: unknown, siteUrl: string, fallback: string): string {
  if (typeof given !== 'string' || given === '' || given.length > 2000) return fallback;
  const site = new URL(siteUrl);
  if (!URL.canParse(given, siteUrl)) return fallback;
  const target = new URL(given, siteUrl);
  const isOurs = target.protocol === site.protocol && target.host === site.host;
  if (!isOurs || target.username || target.password) return fallback;
  // `/.//elsewhere` parses to a path that a Location header would read as a host.
  return `/${target.pathname.replace(/^[/\\]+/, '')}${target.search}${target.hash}`;
}
