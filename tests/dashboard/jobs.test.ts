// tests/dashboard/jobs.test.ts: an administrator sees what the background has to do, why something failed, and tries it again.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { beforeEach, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const send = (path: string, fields: object) => admin.post(path).type('form').send(fields);

beforeEach(async () => {
  await db.raw('DELETE FROM graphile_worker._private_jobs');
});

async function hasJob(task: string, max_attempts = 25): Promise<string> {
  await addJob(site.blog, task, {}, { max_attempts });
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    'SELECT max(id) AS id FROM graphile_worker._private_jobs',
  );
  return rows[0]!.id;
}

/** An announcement without a name: the job fails at its only try. */
async function hasFailedJob(): Promise<string> {
  const id = await hasJob('announcement', 1);
  await site.work();
  return id;
}

test('what failed is shown with its reason, and is tried again at a press', async () => {
  const id = await hasFailedJob();

  const before = await admin.get('/admin/jobs?state=failed');
  const answer = await send('/admin/jobs/retry', { ids: id });
  const after = await admin.get('/admin/jobs');

  expect(before.text).toContain(`announcement <span class="count">#${id}</span>`);
  expect(before.text).toMatch(/<p class="problem">[^<]*expected string/);
  expect(before.text).toContain('1 of 1');
  expect([answer.status, answer.headers.location]).toEqual([303, '/admin/jobs']);
  expect(after.text).toContain('1 job will be tried again now.');
  expect(after.text).toContain('0 of 1');
});

test('all that failed is tried again at once; what waits is left as it is', async () => {
  await hasFailedJob();
  await hasFailedJob();
  await hasJob('media.sweep');

  await send('/admin/jobs/retry', { all: 'failed' });
  const page = await admin.get('/admin/jobs');

  expect(page.text).toContain('2 jobs will be tried again now.');
  expect(page.text).toContain('Waiting <span class="count">3</span>');
  expect(page.text).not.toContain('Try all failed again');
});

test('a job is removed, one that runs stays', async () => {
  const waiting = await hasJob('media.sweep');
  const running = await hasJob('mail.send');
  await db.raw(
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'test' WHERE id = ?`,
    [running],
  );

  await send('/admin/jobs/remove', { ids: waiting });
  await send('/admin/jobs/remove', { ids: running });
  const page = await admin.get('/admin/jobs?state=running');

  expect(page.text).toContain('Not removed: it is being done');
  expect(page.text).toContain(`mail.send <span class="count">#${running}</span>`);
  expect(page.text).toContain('All <span class="count">1</span>');
});

test('a kind can be looked at alone; an unknown one shows all', async () => {
  await hasJob('media.sweep');
  await hasJob('mail.send');

  const one = await admin.get('/admin/jobs?task=mail.send');
  const all = await admin.get('/admin/jobs?task=%3Cb%3E&state=nonsense&page=1');

  expect(one.text.match(/<span class="badge">waiting/g)).toHaveLength(1);
  expect(all.text.match(/<span class="badge">waiting/g)).toHaveLength(2);
});

test('a long queue is shown by pages, each job once, whatever it is narrowed to', async () => {
  for (let number = 0; number < 53; number += 1) await hasJob('media.sweep');
  await hasJob('mail.send');
  const idsOn = async (path: string) =>
    [...(await admin.get(path)).text.matchAll(/class="count">#(\d+)</g)].map(([, id]) => id!);

  const first = await idsOn('/admin/jobs?task=media.sweep');
  const page = await admin.get('/admin/jobs?task=media.sweep');
  const [next] = /\/admin\/jobs\?[^"]*(?=" rel="next")/.exec(page.text)!;
  const second = await idsOn(next.replaceAll('&#38;', '&').replaceAll('&amp;', '&'));
  const beyond = await idsOn('/admin/jobs?task=media.sweep&page=9');

  expect([first.length, second.length]).toEqual([50, 3]);
  expect(beyond).toEqual(second);
  expect(new Set([...first, ...second]).size).toBe(53);
  expect(page.text).toContain('53 items, page 1 of 2');
  expect(next).toContain('task=media.sweep');
});

test('a job with tries left is waiting, without is failed, and only the failed are named so', async () => {
  const waiting = await hasJob('mail.send', 2);
  const failed = await hasJob('mail.send', 2);
  const set = 'UPDATE graphile_worker._private_jobs SET attempts = ?, last_error = ? WHERE id = ?';
  await db.raw(set, [1, 'Connection refused\n    at Socket.connect (net.js:1)', waiting]);
  await db.raw(set, [2, '<b>No such mailbox</b>', failed]);

  const page = (await admin.get('/admin/jobs')).text;
  const only = (await admin.get('/admin/jobs?state=failed')).text;

  expect(page).toContain('<p class="problem">Connection refused</p>');
  expect(only).toContain('&lt;b&gt;No such mailbox&lt;/b&gt;');
  expect(only).not.toContain(`#${waiting}<`);
  expect(only).toContain(`#${failed}<`);
  expect(page).not.toContain('net.js');
});

test.each(['editor', 'author', 'subscriber'] as const)('%s neither sees nor moves it', async (role) => {
  const agent = await site.signIn(await site.hasUser({ role }));
  const id = await hasFailedJob();

  const page = await agent.get('/admin/jobs');
  const retry = await agent.post('/admin/jobs/retry').type('form').send({ ids: id });
  const remove = await agent.post('/admin/jobs/remove').type('form').send({ ids: id });

  expect([page.status, retry.status, remove.status]).toEqual([403, 403, 403]);
  expect((await agent.get('/admin/profile')).text).not.toContain('Background work');
  expect((await admin.get('/admin/jobs?state=failed')).text).toContain(`#${id}<`);
});

test('the screen is good for everybody', async () => {
  await hasFailedJob();
  await hasJob('media.sweep');
  const browser = await startBrowser();
  const cookie = await sessionCookie(site.blog, await site.hasUser({ role: 'administrator' }));
  const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  for (const [width, colorScheme] of [
    [360, 'light'],
    [1280, 'dark'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    await page.setExtraHTTPHeaders({ cookie });
    await page.goto(`${site.address}/admin/jobs`);
    const found = await page.evaluate<{ violations: { id: string }[] }>(`${axe}; axe.run()`);
    const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');

    expect(found.violations.map(({ id }) => id)).toEqual([]);
    expect(wider).toBeLessThanOrEqual(0);
  }
});
