// tests/feeds/golden.test.ts: the feeds of an imported blog against those WordPress gave (skipped where they are absent).
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import { reading } from '../../src/posts/settings.ts';
import { startBlog } from '../blog.ts';
import { shared } from '../shared.ts';
import { itemsOf, pathsOf } from './read-feed.ts';

const golden = path.join(shared ?? '', 'golden');
const isThere = Boolean(shared) && fs.existsSync(path.join(golden, 'feeds'));

const feeds: [string, string][] = [
  ['/feed/', 'rss2.xml'],
  ['/feed/rdf/', 'rdf.xml'],
  ['/comments/feed/', 'comments-rss2.xml'],
  ['/comments/feed/atom/', 'comments-atom.xml'],
  ['/2024/02/07/nested-comments/feed/', 'post-comments-rss2.xml'],
  ['/2024/02/07/nested-comments/feed/atom/', 'post-comments-atom.xml'],
  ['/category/news/feed/', 'category.xml'],
  ['/tag/alpha/feed/', 'tag.xml'],
  ['/author/author/feed/', 'author.xml'],
  ['/2024/02/03/protected-post/feed/', 'protected-post-comments.xml'],
  ['/category/none/feed/', 'feed-404.xml'],
];

describe.skipIf(!isThere)('recorded feeds (../shared, absent here when skipped)', async () => {
  const site = isThere ? await startBlog() : undefined!;
  if (isThere) {
    // A fresh blog's own category has the id that the export's has.
    await importWxr(site.blog, { open: () => fs.createReadStream(path.join(golden, 'wxr/all.xml')) });
    await saveSettings(site.blog.db, general, {
      blogname: 'Golden Blog',
      blogdescription: 'Reference output',
    });
    await saveSettings(site.blog.db, reading, { posts_per_rss: 5 });
  }

  test.each(feeds)('%s has the elements and the entries of %s', async (address, file) => {
    const wanted = fs.readFileSync(path.join(golden, 'feeds', file), 'utf8');
    const head = fs.readFileSync(path.join(golden, 'feeds', `${file}.headers`), 'utf8');

    const answer = await site.request.get(address);

    expect(answer.status).toBe(Number(/^HTTP\/1.1 (\d+)/m.exec(head)![1]));
    expect(answer.headers['content-type']).toBe(/^Content-Type: (.*?)\r?$/m.exec(head)![1]);
    const text = answer.text || (answer.body as Buffer).toString('utf8');
    expect([...pathsOf(wanted)].filter((one) => !pathsOf(text).has(one))).toEqual([]);
    const plain = (one: Record<string, string>) => ({
      title: plainTitle(one.title ?? ''),
      link: (one.link ?? '').replace(/^https?:\/\/[^/]+/, ''),
      pubDate: one.pubDate ?? one.published ?? one.date,
      // In RDF only the count bears this name.
      comments: (file === 'rdf.xml' ? '' : (one.comments ?? '')).replace(/^https?:\/\/[^/]+/, ''),
    });
    expect(itemsOf(text).map(plain)).toEqual(itemsOf(wanted).map(plain));
  });
});

const signs: Record<string, string> = { '“': '"', '”': '"', '’': "'", '–': '-' };
const plainTitle = (title: string) => title.trim().replaceAll(/[“”’–]/g, (sign) => signs[sign]!);
