// tests/hits/hits.test.ts: only real reads are counted, once a visitor and half an hour.
import { expect, test, vi } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { writeHits } from '../../src/hits/count.ts';
import { isRobot } from '../../src/hits/robots.ts';
import { hitSettings } from '../../src/hits/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1' });
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

async function post(slug: string) {
  const made = await site.hasPost({ slug, published_at: new Date('2026-07-01T10:00:00Z') });
  const address = `/2026/07/01/${slug}/`;
  const read = (headers: Record<string, string> = {}) =>
    site.request.get(address).set({ 'User-Agent': firefox, ...headers });
  const shown = async () => /Hits: (\d+)/.exec((await read({ 'User-Agent': 'curl/8' })).text)?.[1];
  const written = async () =>
    (await site.blog.db('hits').where({ post_id: made.id }).sum('count as sum'))[0]!.sum as number | null;
  return { made, address, read, shown, written };
}

test('a visitor counts once in half an hour, another at once', async () => {
  const { read, shown } = await post('counted');

  await read();
  await read();
  await read({ 'X-Forwarded-For': '192.0.2.7' });
  const soon = await shown();
  site.setTime('2026-08-01T09:29:59.999Z');
  await read();
  await read({ 'X-Forwarded-For': '192.0.2.7' });
  const within = await shown();
  site.setTime('2026-08-01T09:30:00Z');
  await read();

  expect([soon, within, await shown()]).toEqual(['2', '2', '3']);
});

test('HEAD, prefetch, robots, staff, lists and half pages do not count', async () => {
  const { made, address, read, shown } = await post('quiet');
  const editor = await site.hasUser({ role: 'editor' });

  await site.request.head(address).set('User-Agent', firefox);
  await read({ 'Sec-Purpose': 'prefetch;prerender' });
  await read({ Purpose: 'prefetch' });
  await read({ 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' });
  await read({ 'User-Agent': '' });
  const staff = await site.signIn(editor);
  await staff.get(address).set('User-Agent', firefox);
  await site.request.get('/').set('User-Agent', firefox);
  await site.request.get(`/?p=${made.id}`).set('User-Agent', firefox);
  const before = await shown();
  await read();

  expect([before, await shown()]).toEqual(['0', '1']);
});

test('no cookie is set, and reads are written within five seconds, each once', async () => {
  const { read, written } = await post('written');

  const answer = await read();
  await vi.waitFor(async () => expect(await written()).toBe(1), { timeout: 5500, interval: 100 });
  await read({ 'X-Forwarded-For': '192.0.2.8' });
  await writeHits(site.blog);
  await writeHits(site.blog);

  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(await written()).toBe(2);
});

test('reads of a post that is gone do not lose those of others', async () => {
  const gone = await post('gone');
  const stays = await post('stays');

  await gone.read();
  await stays.read();
  await site.blog.db('posts').where({ id: gone.made.id }).delete();
  await writeHits(site.blog);

  expect(await stays.written()).toBe(1);
});

test('the label can be changed and counting switched off', async () => {
  const { read } = await post('named');

  await saveSettings(site.blog.db, hitSettings, { hits_label: 'Views <b>' });
  const named = await read();
  await saveSettings(site.blog.db, hitSettings, { hits_enabled: false, hits_label: 'Hits' });
  const off = await read();
  await saveSettings(site.blog.db, hitSettings, { hits_enabled: true });

  expect(named.text).toContain('Views &lt;b&gt;: 0');
  expect(off.text).not.toContain('Views');
});

test.each([
  [firefox, false],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
    false,
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', false],
  ['facebookexternalhit/1.1', true],
  ['Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)', true],
  ['python-requests/2.32', true],
  ['Mozilla/5.0 HeadlessChrome/140', true],
  ['WhatsApp/2.23', true],
  ['Mozilla/5.0 (Macintosh) Google-Read-Aloud', true],
  ['', true],
])('the agent “%s” is a robot: %s', (agent, expected) => {
  expect(isRobot(agent)).toBe(expected);
});
