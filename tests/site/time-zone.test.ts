// tests/site/time-zone.test.ts: an offset without a place is a time zone, to pages and to the database.
import { expect, test } from 'vitest';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { isoDate, offsets, zoneName } from '../../src/base/time/dates.ts';
import { widgetAreas } from '../../src/widgets/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

test.each([
  ['UTC+2', '2026-08-01T00:30:00+02:00', '2026-08'],
  ['UTC-3:30', '2026-07-31T19:00:00-03:30', '2026-07'],
  ['UTC+5:45', '2026-08-01T04:15:00+05:45', '2026-08'],
  ['UTC+99', '2026-07-31T22:30:00Z', '2026-07'],
])('%s', async (zone, iso, month) => {
  const date = new Date('2026-07-31T22:30:00Z');

  const { rows } = await site.blog.db.raw<{ rows: { month: string }[] }>(
    `SELECT to_char(:date::timestamptz AT TIME ZONE :zone, 'YYYY-MM') AS month`,
    { date, zone: zoneName(zone) },
  );

  expect(isoDate(date, zone)).toBe(iso);
  expect(isoDate(date, zoneName(zone))).toBe(iso);
  expect(rows[0]!.month).toBe(month);
});

test('posts lie in the month of the offset, and the list of zones offers offsets', async () => {
  await site.hasPost({ title: 'Late', slug: 'late', published_at: new Date('2026-07-31T22:30:00Z') });
  const widget = { id: 1, kind: 'archives', title: '', count: 5, is_detailed: false, text: '', menu_id: 0 };
  await saveSettings(site.blog.db, widgetAreas, { sidebars_widgets: { footer: [widget] } });
  await saveSettings(site.blog.db, general, { timezone_string: 'UTC+2' });
  const agent = await site.signIn(await site.hasUser({ role: 'administrator' }));

  const home = await site.request.get('/');
  const page = await agent.get('/admin/settings/general');

  expect(home.text).toContain('href="/2026/08/01/late/"');
  expect(home.text).toContain('href="/2026/08/">August 2026');
  expect((await site.request.get('/2026/08/01/')).status).toBe(200);
  expect(page.text).toContain('<option value="UTC+2" selected>');
  expect([offsets[0], offsets.at(-1)]).toEqual(['UTC-12', 'UTC+14']);
});
