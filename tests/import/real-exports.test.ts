// tests/import/real-exports.test.ts: exports made by WordPress come in whole (skipped where none lie beside the project).
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importWxr, type ImportResult } from '../../src/import/import-wxr.ts';
import { realExports } from '../shared.ts';
import { startBlog, type TestBlog } from '../blog.ts';

const files = realExports();
const short = (file: string) => file.split('/').at(-1)!;

const bring = (site: TestBlog, file: string): Promise<ImportResult> =>
  importWxr(site.blog, { open: () => fs.createReadStream(file) });

const errors = (site: TestBlog) => site.logged.filter(({ level }) => Number(level) >= 40);

describe.skipIf(!files.length)('real exports (../shared, absent here when skipped)', () => {
  test('all come into one blog, and a second time nothing comes', { timeout: 60_000 }, async () => {
    const site = await startBlog();
    for (const file of files) {
      const text = fs.readFileSync(file, 'utf8');
      const { rows, problem } = await bring(site, file);
      expect(problem, short(file)).toBeUndefined();

      const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
      const came = rows
        .filter(({ kind }) => kind === 'comments' || kind === 'trackbacks and pingbacks')
        .reduce((sum, { came_in, left_out }) => sum + came_in + left_out, 0);
      expect(came, short(file)).toBe(count(/<wp:comment>/g));
      const items = rows
        .filter(({ kind }) => /^(posts|pages|menu items|media|other: .*)$/.test(kind))
        .reduce((sum, { came_in, left_out, already_there }) => sum + came_in + left_out + already_there, 0);
      // One of the files holds some menu items twice.
      expect(items, short(file)).toBe(count(/<item>/g));
    }

    for (const file of files) {
      const { rows } = await bring(site, file);
      expect(
        rows.filter(({ came_in }) => came_in),
        short(file),
      ).toEqual([]);
    }

    const flat = await site.blog.db('comments').whereNotNull('parent_id').count<{ count: number }[]>();
    expect(flat[0]!.count).toBeGreaterThan(5);
    expect(await site.blog.db('posts').where({ html_version: 0 }).whereNot({ content: '' })).toEqual([]);
    expect(errors(site)).toEqual([]);
  });
});
