// tests/import/files-and-words.test.ts: the files that an export names, the words that an import says, and where both end.
import { expect, test } from 'vitest';
import { progressLine, summaryTable } from '../../src/import/text.ts';
import { createSummary } from '../../src/import/summary.ts';
import { siteKey } from '../../src/import/importing.ts';
import { isRefusedByDatabase } from '../../src/import/refused.ts';
import { wordsOfText } from '../../src/posts/content/legacy/words-of-text.ts';
import { wxrEmail, wxrLogin } from '../../src/import/records/login.ts';
import { mediaOf } from '../../src/import/records/media.ts';
import { freeSlug, pathPart, slugFrom, wxrSlug } from '../../src/import/records/slug.ts';
import type { WxrItem } from '../../src/import/wxr/wxr.ts';

const now = new Date('2026-08-01T09:00:00Z');
const item = (fields: Record<string, string>, more: Partial<WxrItem> = {}): WxrItem => ({
  kind: 'item',
  fields,
  content: '',
  excerpt: '',
  terms: [],
  meta: [],
  comments: [],
  ...more,
});
const meta = (pairs: Record<string, string>) => Object.entries(pairs).map(([key, value]) => ({ key, value }));

const file = (address: string, more: Record<string, string> = {}, given: Record<string, string> = {}) =>
  mediaOf(item({ attachment_url: address, ...more }, { meta: meta(given) }), now);

test.each([
  ['ftp://a.example/x.png'],
  ['https://ada@a.example/x.png'],
  ['https://:pw@a.example/x.png'],
  ['https://a.example/x'],
  ['https://a.example/x.'],
  ['nothing'],
  [''],
  [`https://a.example/${'x'.repeat(1979)}.png`],
])('%.60s is no file', (address) => {
  expect(file(address)).toBeUndefined();
});

test('a file’s address may be long, and stands in the guid where nothing else says it', () => {
  const longest = `https://a.example/${'x'.repeat(1978)}.png`;

  expect([longest.length, file(longest)?.remote_url]).toEqual([2000, longest]);
  expect(file(' ', { guid: ' https://a.example/y.png ' })?.remote_url).toBe('https://a.example/y.png');
  expect(file('https://a.example/z.png', { guid: 'https://a.example/y.png' })?.remote_url).toBe(
    'https://a.example/z.png',
  );
});

test.each([
  ['https://a.example/wp-content/uploads/2025/03/quay.JPG', 'quay.JPG', 'image/jpeg', '2025/03/quay.JPG'],
  ['https://a.example/files/deep/er/a%20b.odd', 'a-b.odd', 'application/octet-stream', 'deep/er/a-b.odd'],
  ['https://a.example/2025/03/film.webm', 'film.webm', 'video/webm', '2025/03/film.webm'],
  ['https://a.example/elsewhere/x.pdf?y=1', 'x.pdf', 'application/pdf', undefined],
])('%s is known by its name and its old place', (address, name, mime_type, old) => {
  const media = file(address)!;

  expect(media).toMatchObject({ name, mime_type });
  expect((media.meta as Record<string, unknown>)._wp_attached_file).toEqual(old && [old]);
});

test.each([
  ['a:2:{s:5:"width";i:640;s:6:"height";i:480;}', 640, 480],
  ['a:2:{s:5:"width";s:3:"640";s:6:"height";s:3:"480";}', 640, 480],
  ['a:2:{s:5:"width";i:1;s:6:"height";i:1;}', 1, 1],
  ['a:2:{s:5:"width";i:0;s:6:"height";i:480;}', undefined, undefined],
  ['a:2:{s:5:"width";i:640;s:6:"height";i:0;}', undefined, undefined],
  ['a:1:{s:5:"width";i:640;}', undefined, undefined],
  ['', undefined, undefined],
])('the size in %s is read without reviving anything', (_wp_attachment_metadata, width, height) => {
  const media = file('https://a.example/x.png', {}, { _wp_attachment_metadata })!;

  expect([media.width, media.height]).toEqual([width, height]);
});

test('of several dates of a file the first counts', () => {
  const dates = {
    post_date_gmt: '2025-01-01 00:00:00',
    pubDate: 'Thu, 02 Jan 2025 00:00:00 +0000',
    post_date: '2025-01-03 00:00:00',
  };
  const { post_date_gmt: _gmt, ...two } = dates;
  const { pubDate: _pub, ...one } = two;
  const day = (fields: Record<string, string>) =>
    file('https://a.example/x.png', fields)!.uploaded_at!.getUTCDate();

  expect([day(dates), day(two), day(one), day({})]).toEqual([1, 2, 3, now.getUTCDate()]);
});

test('names and slugs end at their longest, and blanks around them are dropped', () => {
  expect(wxrLogin('a'.repeat(61))).toHaveLength(60);
  expect(wxrLogin(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59));
  expect(wxrEmail(' a@b.example ')).toBe('a@b.example');
  expect(wxrSlug('ä'.repeat(201))).toBe('ä'.repeat(200));
  expect(slugFrom('a'.repeat(201))).toHaveLength(200);
  expect(slugFrom("Ada's  House!")).toBe('adas-house');
  expect(pathPart('x'.repeat(201))).toHaveLength(200);
  expect(pathPart('a%2Fb%20%c')).toBe('a%2Fb%20%c'.replaceAll(/[%]+/g, '-'));
  expect(pathPart('a%2Fb')).toBe('a-b');
});

test('a slug that is taken counts on from two', () => {
  expect(freeSlug('a', new Set(['b']))).toBe('a');
  expect(freeSlug('a', new Set(['a']))).toBe('a-2');
  expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
});

test('a site is known under one name, with and without www, scheme and slash', () => {
  expect(siteKey({ base_blog_url: 'HTTPS://www.A.example/blog//', link: 'x' })).toBe('a.example/blog');
  expect(siteKey({ base_blog_url: '', link: 'http://a.example' })).toBe('a.example');
  expect(siteKey({ base_blog_url: '', link: '' })).toBe('unknown');
  expect(siteKey({ base_blog_url: `http://${'a'.repeat(300)}`, link: '' })).toHaveLength(200);
});

test.each([
  ['22001', true],
  ['23505', true],
  ['54000', true],
  ['53100', false],
  ['57P01', false],
  ['ECONNREFUSED', false],
])('a fault of the class of %s is the record’s: %s', (code, isIts) => {
  expect(isRefusedByDatabase(Object.assign(new Error('x'), { code }))).toBe(isIts);
  expect(isRefusedByDatabase({ code })).toBe(false);
  expect(isRefusedByDatabase(new Error(code))).toBe(false);
});

test('a bar tells how far an import is, and what came of it', () => {
  const row = { kind: 'posts', came_in: 1000, already_there: 234, left_out: 5, mended: 0, reasons: [] };
  const bar = (part: number) => progressLine(part, []).slice(0, 28);

  expect(progressLine(0.5, [row, { ...row, kind: 'users' }])).toBe(
    '[##########----------] 50 %  1,234 posts',
  );
  expect(bar(0)).toBe('[--------------------] 0 %  ');
  expect(bar(1)).toBe('[####################] 100 %');
  expect(bar(1.5)).toBe('[####################] 100 %');
  expect(bar(-1)).toBe('[--------------------] 0 %  ');
  expect(bar(Number.NaN)).toBe('[--------------------] 0 %  ');
  expect(bar(0.02)).toBe('[--------------------] 2 %  ');
  expect(bar(0.03)).toBe('[#-------------------] 3 %  ');
});

test('the summary counts by kind, names reasons with the most frequent first, and twenty at most', () => {
  const summary = createSummary();
  summary.cameIn('posts');
  summary.cameIn('posts', 2);
  summary.alreadyThere('posts');
  summary.leftOut('posts', 'rare');
  summary.leftOut('posts', 'often', 1200);
  for (let number = 0; number < 30; number += 1) summary.leftOut('media', `reason ${number}`);
  summary.leftOut('media', 'reason 3');

  const [posts, media] = summary.rows();

  expect(posts).toEqual({
    kind: 'posts',
    came_in: 3,
    already_there: 1,
    left_out: 1201,
    mended: 0,
    reasons: ['often (1200)', 'rare'],
  });
  expect(media).toMatchObject({ came_in: 0, left_out: 31 });
  expect(media!.reasons).toHaveLength(21);
  expect(media!.reasons.slice(0, 2)).toEqual(['other reasons (10)', 'reason 3 (2)']);
  expect(summaryTable([posts!])).toBe(
    [
      '       came in  already there  left out  mended  why',
      'posts        3              1     1,201       0  often (1200); rare',
    ].join('\n'),
  );
});

test('of a text that is too much a million letters and ten thousand lines are shown', () => {
  expect(wordsOfText('abcd-'.repeat(200_001))).toHaveLength(1_000_000);
  const lines = (count: number) =>
    wordsOfText(
      Array(count + 1)
        .fill('a')
        .join('\n\n'),
    );

  expect(lines(5000).match(/\n/g)).toHaveLength(10_000);
  expect(lines(5001)).not.toContain('\n');
  expect(wordsOfText('<p>a</p><script>x</script><p>b &amp; 1 < 2</p>')).toBe('a\n\nb &amp; 1 &lt; 2');
});
