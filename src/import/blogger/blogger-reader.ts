// import/blogger/blogger-reader.ts: backups of Blogger: the Atom of Settings → Back up content, and that of Google Takeout.
import { N_ } from '../../base/language/gettext.ts';
import { readXml } from '../../base/xml/read.ts';
import { leftOut } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { gathering } from '../threads.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord } from '../wxr/wxr.ts';
import { startEntries, type Entry } from './entries.ts';
import { startPictures } from './pictures.ts';
import { commentOf, postOf } from './records.ts';

export const bloggerReader: Reader = {
  kind: 'blogger',
  title: 'Blogger',
  where: N_('Settings → Manage blog → Back up content, or feed.atom of Google Takeout. An XML file.'),
  knows: (start) =>
    /<feed[\s>]/.test(start.slice(0, 4000)) &&
    /schemas\.google\.com\/blogger|www\.blogger\.com|tag:blogger\.com,/.test(start),
  first: nothingFirst,
  read,
};

/** Comments may stand before their post, so the file is read twice: for posts, then for comments. */
async function* read({ open, address }: Input): AsyncGenerator<WxrProgress> {
  let hasSite = false;
  const left = new Map<string, number>();
  const pictures = startPictures();
  for await (const { entry, blog, bytes } of entriesOf(open())) {
    if (!hasSite) yield { record: siteOf(blog, address), bytes: 0 };
    hasSite = true;
    const reason = reasonAgainst(entry);
    if (reason) left.set(reason, (left.get(reason) ?? 0) + 1);
    if (reason || entry.kind === 'comment') continue;
    for (const record of pictures(entry)) yield { record, bytes: bytes / 2 };
    yield { record: postOf(entry, address), bytes: bytes / 2 };
  }
  for (const [words, count] of left) yield { record: leftOut('other: entries', words, count), bytes: 0 };
  yield* comments(open());
}

async function* comments(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WxrProgress> {
  const gathered = gathering();
  let last = 0;
  for await (const { entry, bytes, size } of entriesOf(chunks)) {
    last = size / 2 + bytes / 2;
    if (entry.kind !== 'comment' || reasonAgainst(entry)) continue;
    const placed = { post: entry.post, addresses: entry.post_address ? [entry.post_address] : [] };
    for (const record of gathered.add({ ...placed, comment: commentOf(entry) }))
      yield { record, bytes: last };
  }
  for (const record of gathered.end()) yield { record, bytes: last };
}

interface ReadEntry {
  entry: Entry;
  /** The blog, as the file names it. */
  blog: { id: string; title: string; link: string };
  bytes: number;
  /** Bytes read of the file so far: in the second reading all of it was read before. */
  size: number;
}

async function* entriesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEntry> {
  const reading = startEntries();
  for await (const { events, bytes } of readXml(chunks))
    for (const event of events) {
      const entry = reading.take(event);
      if (entry) yield { entry, blog: reading.blog, bytes, size: bytes };
    }
}

/** What is no post, page or comment: the template, settings. */
function reasonAgainst({ kind, is_gone }: Entry): string {
  if (kind === 'template' || kind === 'settings') return 'Blogger’s template and settings';
  if (!['post', 'page', 'comment'].includes(kind)) return 'neither post, page nor comment';
  return is_gone && kind !== 'comment' ? 'in Blogger’s trash' : '';
}

const siteOf = (blog: ReadEntry['blog'], address: string): WxrRecord => ({
  kind: 'site',
  title: blog.title,
  link: blog.link || address,
  base_blog_url: blog.link || address,
  version: '',
  // Two kinds of backups of one blog name it by the same number.
  key: `blogger ${blog.id || blog.link || address}`,
});
