// tests/linkbacks/limits.test.ts: how often sources are looked at, and what one network may send; nothing accepted is lost.
import { beforeEach, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import { receiveLinkback } from '../../src/linkbacks/receiving/receive.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
let day = 1;
beforeEach(() => at(0));
const at = (hours: number) => {
  if (!hours) day += 100;
  site.setTime(new Date(Date.UTC(2026, 0, day, 9) + hours * 3_600_000).toISOString());
};
const addressOf = async (post: Post) => `http://blog.example${await permalink(site.blog, post)}`;
const commentsOf = (post: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: post.id }).orderBy('id');
const mention = (source: string, target: string) =>
  site.request.post('/webmention').type('form').send({ source, target });
const visits = (source: string) => site.fetched.filter((url) => url.split('#')[0] === source).length;
/** What waits for a later minute is due now. */
async function workLater() {
  await site.blog.db.raw('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await site.work();
}

test('one fetch serves all that is said of a page in an hour, and what is said later waits (C1)', async () => {
  const [one, two, three] = [await site.hasPost(), await site.hasPost(), await site.hasPost()];
  const source = 'http://third.example/links';
  const links = await Promise.all(
    [one, two, three].map(async (post) => `<a href="${await addressOf(post)}">x</a>`),
  );
  site.web(source, `<p>${links.join(' ')}</p>`);
  site.web(`${source}#top`, `<p>${links.join(' ')}</p>`);

  await mention(source, await addressOf(one));
  await mention(`${source}#top`, await addressOf(two));
  await site.work();
  await mention(source, await addressOf(three));
  await workLater();
  const soon = [visits(source), (await commentsOf(three)).length];
  at(1.1);
  await workLater();

  expect([(await commentsOf(one)).length, (await commentsOf(two)).length]).toEqual([1, 1]);
  expect(soon).toEqual([1, 0]);
  expect([visits(source), (await commentsOf(three)).length]).toEqual([2, 1]);
});

test('when a minute is full, a claim waits for the next', async () => {
  const post = await site.hasPost();
  const source = 'http://third.example/busy';
  site.web(source, `<a href="${await addressOf(post)}">x</a>`);
  const full = {
    minute: site.blog.db.raw(`date_trunc('minute', now()) + make_interval(mins => n)`),
    fetched: 60,
  };
  const minutes = site.blog.db.raw('generate_series(0, 5) AS n');
  await site.blog.db('linkback_fetches').delete();
  await site.blog
    .db('linkback_fetches')
    .insert(site.blog.db.select(full.minute, site.blog.db.raw('60')).from(minutes));

  await mention(source, await addressOf(post));
  await site.work();
  const [inFull, jobs] = [visits(source), await site.blog.db('graphile_worker.jobs').where({ attempts: 0 })];
  await site.blog.db('linkback_fetches').delete();
  await workLater();

  expect(inFull).toBe(0);
  expect(jobs).toMatchObject([{ task_identifier: 'linkbacks.check' }]);
  expect([visits(source), (await commentsOf(post))[0]!.status]).toEqual([1, 'approve']);
});

test('a network that sends much is told to wait, by each protocol in its words; another one is not', async () => {
  const post = await site.hasPost();
  const target = await addressOf(post);
  const claim = { title: '', excerpt: '', blog_name: '', user_agent: '' };
  const from = (author_ip: string, number: number) =>
    receiveLinkback(site.blog, 'webmention', post, `http://mass.example/${number}`, { ...claim, author_ip });
  for (let number = 0; number < 60; number += 1) await from(`127.0.0.${100 + number}`, number);

  const [one, other] = [await mention('http://a.example/', target), await from('198.51.100.1', 99)];
  const trackback = await site.request
    .post(`${await permalink(site.blog, post)}trackback/`)
    .type('form')
    .send({ url: 'http://a.example/', title: 'x' });
  const pingback = await site.request
    .post('/xmlrpc.php')
    .type('text/xml')
    .send(
      `<methodCall><methodName>pingback.ping</methodName><params><param><value>http://a.example/</value></param><param><value>${target}</value></param></params></methodCall>`,
    );
  at(1.1);
  const later = await mention('http://a.example/', target);

  expect(other).toBe('received');
  expect([one.status, one.headers['retry-after']]).toEqual([429, '3600']);
  expect([trackback.status, trackback.headers['retry-after']]).toEqual([429, '3600']);
  expect(trackback.text).toContain('<message>There were many trackbacks from your network');
  expect([pingback.status, pingback.headers['retry-after']]).toEqual([200, '3600']);
  expect(pingback.text).toContain('<int>49</int>');
  expect(later.status).toBe(201);
  await site.blog.db('linkbacks').delete();
});

test('two people of one name like one post', async () => {
  const post = await site.hasPost();
  const like = `<div class="h-entry"><p class="p-author">Ada</p><a class="u-like-of" href="${await addressOf(post)}">x</a></div>`;
  for (const host of ['one', 'two']) {
    site.web(`http://${host}.example/like`, like);
    await mention(`http://${host}.example/like`, await addressOf(post));
  }
  await site.work();

  expect((await commentsOf(post)).map(({ author_url }) => author_url).toSorted()).toEqual([
    'http://one.example/like',
    'http://two.example/like',
  ]);
});

test('what is shown is looked at again after 1, 7 and 30 days, then every 30', async () => {
  await site.blog.db('linkbacks').delete(); // nothing else is due
  const post = await site.hasPost();
  const source = 'http://third.example/for-long';
  site.web(source, `<a href="${await addressOf(post)}">x</a>`);
  await mention(source, await addressOf(post));
  await site.work();

  const looks: number[] = [];
  for (let hours = 12; hours <= 100 * 24; hours += 12) {
    at(hours);
    const before = visits(source);
    await addJob(site.blog, 'linkbacks.recheck');
    await site.work();
    if (visits(source) > before) looks.push(hours / 24);
  }
  site.web(source, '<p>Nothing more.</p>');
  at(131 * 24);
  await addJob(site.blog, 'linkbacks.recheck');
  await site.work();

  expect(looks).toEqual([1, 7, 30, 60.5, 91]);
  expect(await commentsOf(post)).toMatchObject([{ status: 'trash' }]);
}, 60_000);
