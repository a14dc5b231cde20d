// site/robots.ts: what robots may look at (RFC 9309).

/** The text of /robots.txt. A blog that hides from search engines says so in its pages, which must be read for that. */
export const robotsText = `User-agent: *
Disallow: /admin/
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
`;
