// tests/linkbacks/each-protocol.test.ts: two blogs tell each other by each protocol, in both directions: a link comes, changes, goes.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import type { Linkback } from '../../src/linkbacks/linkback.ts';
import type { SentLinkback } from '../../src/linkbacks/sending/sent.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog, type TestBlog } from '../blog.ts';

type Protocol = 'webmention' | 'pingback' | 'trackback';
/** What readers' programs are not shown, so that the next protocol is what is left. */
let hidden: Protocol[] = [];

/** Stands before a blog as an old one would: it passes everything on, but for what it does not know. */
async function facade(site: TestBlog): Promise<void> {
  const server = http.createServer((req, res) => {
    const url = new URL(req.url!, site.address);
    req.headers['accept-encoding'] = 'identity';
    const on = http.request(url, { method: req.method, headers: req.headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const headers = { ...answer.headers };
        let text = Buffer.concat(parts).toString('latin1');
        for (const name of hidden) {
          if (name === 'webmention') delete headers.link;
          if (name === 'pingback') delete headers['x-pingback'];
          text = text.replaceAll(new RegExp(`<link rel="${name}"[^>]*>`, 'g'), '');
        }
        delete headers['content-length'];
        res.writeHead(answer.statusCode!, headers).end(Buffer.from(text, 'latin1'));
      });
    });
    req.pipe(on);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  site.blog.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const allow = { FETCH_ALLOW: '127.0.0.1/32' };
const sites = { one: await startBlog(allow), other: await startBlog(allow) };
const desks = new Map<TestBlog, Awaited<ReturnType<TestBlog['signIn']>>>();
for (const site of Object.values(sites)) {
  await facade(site);
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
  desks.set(site, await site.signIn(await site.hasUser({ role: 'administrator', display_name: 'Grace' })));
}

let now = Date.UTC(2026, 7, 1, 9);
/** Both do what is due. */
async function work({ hours = 0 } = {}): Promise<void> {
  now += hours * 3_600_000;
  for (const site of Object.values(sites)) site.setTime(new Date(now).toISOString());
  for (const site of Object.values(sites)) await addJob(site.blog, 'linkbacks.recheck');
  for (const site of [sites.one, sites.other, sites.one, sites.other]) await site.work();
}
async function save(site: TestBlog, fields: object, id?: number): Promise<Post> {
  const words = { content_format: 'html', comment_status: '1', ping_status: '1', act: 'publish', ...fields };
  const path = `/admin/posts/${id ? `${id}/` : ''}save`;
  const answer = await desks.get(site)!.post(path).type('form').send(words);
  expect(answer.status).toBe(303);
  return (await site.blog.db<Post>('posts').orderBy('id', 'desc').first())!;
}
const addressOf = async (site: TestBlog, post: Post) => site.blog.url + (await permalink(site.blog, post));
const commentsOf = (site: TestBlog, { id }: Post) =>
  site.blog.db<Comment>('comments').where({ post_id: id }).orderBy('id');
const claimsOf = (site: TestBlog, { id }: Post) =>
  site.blog.db<Linkback>('linkbacks').where({ post_id: id }).orderBy('id');

const cases = (['webmention', 'pingback', 'trackback'] as const).flatMap((protocol) => [
  { protocol, from: 'one' as const, to: 'other' as const },
  { protocol, from: 'other' as const, to: 'one' as const },
]);
const hiding: Record<Protocol, Protocol[]> = {
  webmention: [],
  pingback: ['webmention'],
  trackback: ['webmention', 'pingback'],
};

test.each(cases)(
  '$protocol from $from to $to: it comes, takes new words, and goes with the link',
  async (way) => {
    hidden = hiding[way.protocol];
    const [here, there] = [sites[way.from], sites[way.to]];
    await work({ hours: 2 });
    const target = await there.hasPost({ title: 'Theirs' });
    const link = `<a href="${await addressOf(there, target)}">their story</a>`;

    const post = await save(here, { title: 'Ours', content: `<p>I read ${link} today.</p>` });
    await work();
    const came = await commentsOf(there, target);
    await save(here, { title: 'Ours', content: `<p>Now I have read ${link} twice.</p>` }, post.id);
    await work({ hours: 3 });
    const changed = await commentsOf(there, target);
    await save(here, { title: 'Ours', content: '<p>I was wrong.</p>' }, post.id);
    await work({ hours: 7 * 24 });
    const gone = await commentsOf(there, target);

    expect(came).toMatchObject([
      { type: way.protocol, status: 'approve', author_url: await addressOf(here, post) },
    ]);
    expect(came[0]!.content).toContain('I read their story today.');
    // Only a webmention says that it has changed; of the others the moderator approved words that stay.
    const words = way.protocol === 'webmention' ? 'Now I have read' : 'I read their story today.';
    expect(changed).toMatchObject([
      { id: came[0]!.id, status: 'approve', content: expect.stringContaining(words) },
    ]);
    expect(gone).toMatchObject([{ id: came[0]!.id, status: 'trash' }]);
    expect(await claimsOf(there, target)).toMatchObject([
      { status: 'withdrawn', reason: 'no link to the post' },
    ]);
    const sent = here.blog.db<SentLinkback>('sent_linkbacks').where({ post_id: post.id });
    expect(await sent).toMatchObject([{ protocol: way.protocol, status: 'accepted' }]);
    const desk = await desks.get(there)!.get(`/admin/comments?status=trash&post=${target.id}`);
    expect(desk.text).toContain('no link to the post');
  },
);

test.each(cases)('$protocol from $from to $to: a post that is deleted takes it along', async (way) => {
  hidden = hiding[way.protocol];
  const [here, there] = [sites[way.from], sites[way.to]];
  await work({ hours: 2 });
  const target = await there.hasPost({ title: 'Theirs' });
  const content = `<p>I read <a href="${await addressOf(there, target)}">it</a>.</p>`;

  const post = await save(here, { title: 'Short', content });
  await work();
  const came = await commentsOf(there, target);
  for (const act of ['trash', 'delete'])
    await desks
      .get(here)!
      .post(`/admin/posts/${post.id}/${act}`)

      .type('form')
      .send({});
  await work({ hours: 25 });

  expect(came).toMatchObject([{ type: way.protocol, status: 'approve' }]);
  expect(await commentsOf(there, target)).toMatchObject([{ id: came[0]!.id, status: 'trash' }]);
  expect(await claimsOf(there, target)).toMatchObject([
    { status: 'withdrawn', reason: 'the source answered 410' },
  ]);
});
