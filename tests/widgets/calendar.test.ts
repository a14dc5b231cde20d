// tests/widgets/calendar.test.ts: the calendar shows a month as the settings order its weeks, and leads to its days.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { permalinks } from '../../src/posts/settings.ts';
import { widgetAreas } from '../../src/widgets/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

const calendar = { id: 1, kind: 'calendar', title: '', count: 0, is_detailed: false, text: '', menu_id: 0 };
const rules = (values: Record<string, unknown>) => saveSettings(site.blog.db, general, values);

async function shown(path = '/') {
  const { text } = await site.request.get(path);
  const html = /<div class="calendar">[^]*?<\/div>/.exec(text)?.[0] ?? '';
  const plain = (part: string) => part.replaceAll(/<[^>]+>/g, '').trim();
  const rows = [...html.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^]*?<\/t[hd]>/g)].map(([cell]) =>
      plain(cell.replaceAll(/<span class="visually-hidden">[^]*?<\/span>/g, '')),
    ),
  );
  return {
    html,
    caption: plain(/<caption>[^]*?<\/caption>/.exec(html)?.[0] ?? ''),
    days: rows[0],
    weeks: rows.slice(1),
    links: [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!),
  };
}

beforeAll(async () => {
  for (const [title, date] of [
    ['Far back', '2025-11-30T12:00:00Z'],
    ['Early', '2026-08-03T10:00:00Z'],
    ['Early again', '2026-08-03T11:00:00Z'],
    ['Late at night', '2026-08-31T22:30:00Z'],
    ['Last', '2026-12-24T10:00:00Z'],
  ])
    await site.hasPost({ title, published_at: new Date(date!) });
  await site.hasPost({ title: 'Draft', status: 'draft', published_at: new Date('2026-08-05T10:00:00Z') });
  await site.hasPost({ title: 'A page', type: 'page', published_at: new Date('2026-08-06T10:00:00Z') });
  await site.hasPost({
    title: 'Not for all',
    status: 'private',
    published_at: new Date('2026-08-07T10:00Z'),
  });
});

beforeEach(async () => {
  await saveSettings(site.blog.db, widgetAreas, { sidebars_widgets: { footer: [calendar] } });
  await rules({ start_of_week: 1, timezone_string: 'UTC', WPLANG: 'en-US' });
  await saveSettings(site.blog.db, permalinks, {
    permalink_structure: '/%year%/%monthnum%/%day%/%postname%/',
  });
});

test.each([
  [0, ['S', 'M', 'T', 'W', 'T', 'F', 'S'], ['', '', '', '', '', '', '1'], 6],
  [1, ['M', 'T', 'W', 'T', 'F', 'S', 'S'], ['', '', '', '', '', '1', '2'], 6],
  [6, ['S', 'S', 'M', 'T', 'W', 'T', 'F'], ['1', '2', '3', '4', '5', '6', '7'], 5],
])('start_of_week %i decides the first column', async (start_of_week, days, first, weeks) => {
  await rules({ start_of_week });

  const seen = await shown();

  expect(seen.caption).toBe('August 2026');
  expect(seen.days).toEqual(days);
  expect(seen.weeks[0]).toEqual(first);
  expect(seen.weeks.length).toBe(weeks);
  expect(seen.weeks.flat().filter(Boolean)).toEqual(Array.from({ length: 31 }, (_, day) => String(day + 1)));
});

test('days with posts for everybody lead to their lists, months to theirs', async () => {
  const { links, html } = await shown();
  const answers = await Promise.all(links.map(async (href) => (await site.request.get(href)).status));

  expect(links).toEqual(['/2026/08/03/', '/2026/08/31/', '/2025/11/', '/2026/12/']);
  expect(answers).toEqual([200, 200, 200, 200]);
  expect(html).toMatch(/<td aria-current="date">1<\/td>/);
  expect(html).toContain('(posts of August 3, 2026)');
  expect((await site.request.get('/2026/08/03/')).text).toContain('Early again');
});

test('days are those of the site’s time zone', async () => {
  await rules({ timezone_string: 'Europe/Berlin' });

  expect((await shown()).links).toEqual(['/2026/08/03/', '/2025/11/', '/2026/09/']);
  expect((await shown('/2026/09/')).links).toEqual(['/2026/09/01/', '/2026/08/', '/2026/12/']);
});

test('the month is the one its page is about', async () => {
  const seen = await Promise.all(
    ['/2025/11/', '/2025/11/30/', '/2026/12/24/nothing-here', '/?s=/2025/11/'].map(shown),
  );

  expect(seen.map(({ caption }) => caption)).toEqual([
    'November 2025',
    'November 2025',
    'December 2026',
    'August 2026',
  ]);
  expect(seen[0]!.links).toEqual(['/2025/11/30/', '/2026/08/']);
});

test('without pretty addresses it leads on by the query, in the language of the site', async () => {
  await saveSettings(site.blog.db, permalinks, { permalink_structure: '' });
  await rules({ WPLANG: 'he-IL' });

  const { links, caption, html } = await shown();

  expect(links).toEqual(['/?m=20260803', '/?m=20260831', '/?m=202511', '/?m=202612']);
  expect(caption).toBe('אוגוסט 2026');
  expect(html).toContain('יום שני');
  expect((await shown('/?m=20261224')).links).toEqual(['/?m=20261224', '/?m=202608']);
});

test('a site without posts has no calendar', async () => {
  const empty = await startBlog();
  await saveSettings(empty.blog.db, widgetAreas, { sidebars_widgets: { footer: [calendar] } });

  expect((await empty.request.get('/')).text).not.toContain('class="calendar"');
});
