// import/importing.ts: one run of an import: from which site, for whom, and what was counted so far.
import { inTransaction } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import { dontWaitForDisk } from './queries/rows.ts';
import type { FileSource } from './files.ts';
import type { MenuLine } from './records/menu-line.ts';
import type { Summary } from './summary.ts';
import type { WxrSite } from './wxr/wxr.ts';

export interface Importing {
  blog: Blog;
  /** The old site's address without scheme and closing slash: records are known under it. */
  site: string;
  /** All posts go to this user; undefined keeps each author. */
  author_id: number | undefined;
  /** Local user ids by login of the old site, in lower case. */
  authors: Map<string, number>;
  fetches_attachments: boolean;
  /** A copy of the old site's files. */
  uploads: FileSource | undefined;
  /** Email addresses, in lower case, that several users of the old site had. */
  shared_emails: ReadonlySet<string>;
  /** The zone of dates that are local. */
  zone: string;
  /** Local ids of terms by the old site's ids; those of menus are not among them. */
  terms: Map<string, number>;
  addresses: OldAddresses;
  /** Names of menus by slug, and what stands in them: made once everything that they lead to is in. */
  menus: Map<string, string>;
  menu_lines: MenuLine[];
  /** Terms that were counted: some exports name each twice. */
  counted_terms: Set<string>;
  summary: Summary;
  /** Local ids of posts by the addresses that comments name; undefined where none is here. */
  threads: Map<string, number | undefined>;
  /** The post whose comments are coming; undefined when it was left out. */
  post_id: number | undefined;
  /** Its date; undefined when it was here before. */
  post_date: Date | undefined;
}

/** What the old site's addresses are made of, as far as it was read. */
export interface OldAddresses {
  /** The folder that it lay in, such as `/blog`; '' for none. */
  base: string;
  /** How many posts had an address of each permalink structure. */
  structures: Map<string, number>;
  kept: number;
}

/** Writes some of an import in a transaction of its own. */
export function writing<Result>(blog: Blog, work: (blog: Blog) => Promise<Result>): Promise<Result> {
  return inTransaction(blog, async (blog) => {
    await dontWaitForDisk(blog.db);
    return work(blog);
  });
}

/** Under which name a site's records are remembered: http and https, with and without www are one. */
export function siteKey({
  key,
  base_blog_url,
  link,
}: Pick<WxrSite, 'base_blog_url' | 'link' | 'key'>): string {
  if (key) return key.slice(0, 200);
  return (base_blog_url || link || 'unknown')
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/+$/, '')
    .slice(0, 200);
}
