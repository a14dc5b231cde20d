// sitemaps/sitemap.ts: what sitemaps there are, by WordPress's names, and what stands in one (sitemaps.org, protocol 0.9).

/** Ids that one file covers; so many addresses it holds at most. WordPress puts as many into a file. */
export const idsPerFile = 2000;

/** Pictures named with one post at most. */
export const imagesPerPost = 10;

/** The sitemaps, in the order of the index. */
export const sitemapNames = [
  'posts-post',
  'posts-page',
  'taxonomies-category',
  'taxonomies-post_tag',
  'taxonomies-post_format',
  'users',
] as const;

export type SitemapName = (typeof sitemapNames)[number];

/** Which file of which sitemap. */
export interface SitemapFile {
  name: SitemapName;
  number: number;
}

/** The ids of file N: the same for ever, so that a new post changes the last file only. */
export const idsOf = (number: number): { from: number; to: number } => ({
  from: (number - 1) * idsPerFile + 1,
  to: number * idsPerFile,
});

/** One address. */
export interface SitemapEntry {
  loc: string;
  /** ISO 8601 in the site's zone; '' where it is not known. */
  lastmod: string;
  images: string[];
}

/** The site-relative address of the index, and of a file. */
export const indexPath = '/wp-sitemap.xml';
export const filePath = ({ name, number }: SitemapFile): string => `/wp-sitemap-${name}-${number}.xml`;

/** Which file an address names; undefined when none. */
export function readFilePath(path: string): SitemapFile | undefined {
  const [, word, digits] = /^\/wp-sitemap-([a-z_-]{1,40})-([1-9]\d{0,6})\.xml$/.exec(path) ?? [];
  const name = sitemapNames.find((known) => known === word);
  return name && { name, number: Number(digits) };
}
