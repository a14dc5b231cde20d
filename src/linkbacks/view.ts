// linkbacks/view.ts: how a page tells other programs where to send a trackback, pingback or webmention.

/** The address that takes trackbacks of a post, absolute or relative as its permalink is. */
export function trackbackUrl(permalink: string): string {
  if (permalink.includes('?')) return `${permalink}&tb=1`;
  return `${permalink.replace(/\/$/, '')}/trackback/`;
}

/**
 * Where webmentions and pingbacks go, as link elements (Webmention 3.1.2, Pingback 1.0 section 2.2).
 * @param takes_pingbacks false where XML-RPC is switched off
 */
export const pingLinks = (site_url: string, takes_pingbacks: boolean) => [
  { rel: 'webmention', href: `${site_url}/webmention` },
  ...(takes_pingbacks ? [{ rel: 'pingback', href: `${site_url}/xmlrpc.php` }] : []),
];

/** The same as headers: `Link` and `X-Pingback`. */
export const pingHeaders = (site_url: string, takes_pingbacks: boolean) => ({
  Link: `<${site_url}/webmention>; rel="webmention"`,
  ...(takes_pingbacks && { 'X-Pingback': `${site_url}/xmlrpc.php` }),
});

/**
 * The auto-discovery block for a page: RDF inside an HTML comment (TrackBack 1.2, "Auto-Discovery").
 * @param post its absolute permalink and its title
 * @returns clean markup; nothing in it can end the comment
 */
export function trackbackRdf({ permalink, title }: { permalink: string; title: string }): string {
  return [
    '<!--',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
    '  xmlns:dc="http://purl.org/dc/elements/1.1/"',
    '  xmlns:trackback="http://madskills.com/public/xml/rss/module/trackback/">',
    `<rdf:Description rdf:about="${quoted(permalink)}"`,
    `  dc:identifier="${quoted(permalink)}"`,
    `  dc:title="${quoted(title)}"`,
    `  trackback:ping="${quoted(trackbackUrl(permalink))}" />`,
    '</rdf:RDF>',
    '-->',
  ].join('\n');
}

/** Safe in an XML attribute and in an HTML comment: two dashes would end it. */
function quoted(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/-(?=-|$)/g, '&#45;')
    .replaceAll(/[^\S ]|[\p{Cc}]/gu, ' ');
}
