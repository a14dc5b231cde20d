// tests/export/round-trip.test.ts: what leaves comes in again as it was: export, import into an empty blog, export, compare.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importWxr } from '../../src/import/import-wxr.ts';
import { startBlog, type TestBlog } from '../blog.ts';
import { realExports } from '../shared.ts';
import { contentOf, exportText, importText } from './exported.ts';

const fixture = path.resolve(import.meta.dirname, '../fixtures/wxr/harbour.xml');
const short = (file: string) => file.split('/').at(-1)!;

/** The content of a blog's export, and of the export of an empty blog that took it in. */
async function thereAndBack(site: TestBlog): Promise<[object, object]> {
  const first = await exportText(site.blog);
  const other = await startBlog({ SITE_URL: 'http://other.example' });
  const { problem, rows } = await importText(other.blog, first);
  expect(problem).toBeUndefined();
  expect(rows.filter(({ left_out }) => left_out)).toEqual([]);
  return [await contentOf(first), await contentOf(await exportText(other.blog))];
}

test('an export of WordPress comes in, leaves, comes in elsewhere and leaves the same', async () => {
  const site = await startBlog();
  await importWxr(site.blog, { open: () => fs.createReadStream(fixture) });

  const [first, second] = await thereAndBack(site);

  expect(second).toEqual(first);
});

describe.skipIf(!realExports().length)('real exports (../shared, absent here when skipped)', () => {
  test.each(realExports().map((file) => [short(file), file]))(
    '%s',
    { timeout: 240_000 },
    async (_name, file) => {
      const site = await startBlog();
      await importWxr(site.blog, { open: () => fs.createReadStream(file) });

      const [first, second] = await thereAndBack(site);

      expect(second).toEqual(first);
    },
  );
});
