// site/discovery/robots.ts: what robots may look at (RFC 9309).
import type { Blog } from '../../blog.ts';
import { isListed } from '../../sitemaps/listed.ts';
import { indexPath } from '../../sitemaps/sitemap.ts';

const rules = `User-agent: *
Disallow: /admin/
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
`;

/**
 * The text of /robots.txt. A blog that hides from search engines says so in its pages, which must be read for that, and
 * names no sitemap.
 */
export async function robotsText(blog: Blog): Promise<string> {
  return (await isListed(blog)) ? `${rules}\nSitemap: ${blog.url}${indexPath}\n` : rules;
}
