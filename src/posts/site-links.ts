// posts/site-links.ts: what every public page names for programs: search, web app manifest, JSON Feed.

export interface HeadLink {
  rel: string;
  href: string;
  type?: string;
  title?: string;
}

/** Link elements of every public page. @param blogname what the site is called */
export const siteLinks = (blogname: string): HeadLink[] => [
  { rel: 'search', type: 'application/opensearchdescription+xml', title: blogname, href: '/opensearch.xml' },
  { rel: 'manifest', href: '/site.webmanifest' },
  { rel: 'alternate', type: 'application/feed+json', title: `${blogname} – JSON Feed`, href: '/feed/json/' },
];
