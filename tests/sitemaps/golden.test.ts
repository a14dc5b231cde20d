// tests/sitemaps/golden.test.ts: the sitemaps of an imported blog against those WordPress gave (skipped where they are absent).
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { parseXml } from '../../src/base/xml/read.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import { startBlog } from '../blog.ts';
import { shared } from '../shared.ts';

const golden = path.join(shared ?? '', 'golden');
const isThere = Boolean(shared) && fs.existsSync(path.join(golden, 'sitemap'));

const files = [
  ['/wp-sitemap.xml', 'index.xml'],
  ['/wp-sitemap-posts-post-1.xml', 'posts-post-1.xml'],
  ['/wp-sitemap-posts-page-1.xml', 'posts-page-1.xml'],
  ['/wp-sitemap-taxonomies-category-1.xml', 'taxonomies-category-1.xml'],
  ['/wp-sitemap-taxonomies-post_tag-1.xml', 'taxonomies-post_tag-1.xml'],
  ['/wp-sitemap-users-1.xml', 'users-1.xml'],
] as const;

const sitemap = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Addresses and dates, in order. */
const entriesOf = (xml: string): string[] =>
  parseXml(xml).flatMap((event) =>
    event.type === 'close' && event.uri === sitemap && ['loc', 'lastmod'].includes(event.name)
      ? [event.text]
      : [],
  );

describe.skipIf(!isThere)('recorded sitemaps (../shared, absent here when skipped)', async () => {
  const site = isThere ? await startBlog({ SITE_URL: 'http://127.0.0.1:18086' }) : undefined!;
  if (isThere) {
    for (const login of ['admin', 'author']) await site.hasUser({ login, slug: login });
    await importWxr(site.blog, { open: () => fs.createReadStream(path.join(golden, 'wxr/all.xml')) });
    await saveSettings(site.blog.db, general, { timezone_string: 'Europe/Berlin' });
  }

  test.each(files)('%s has the addresses and dates of %s', async (address, file) => {
    const wanted = fs.readFileSync(path.join(golden, 'sitemap', file), 'utf8');

    const answer = await site.request.get(address);

    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/xml; charset=UTF-8');
    expect(entriesOf(answer.text || String(answer.body))).toEqual(entriesOf(wanted));
  });

  test('a file beyond the last is not there', async () => {
    expect((await site.request.get('/wp-sitemap-posts-post-2.xml')).status).toBe(404);
  });
});
