// tests/dashboard/dashboard.test.ts: the first screen: each sees what their role may see, and keeps a thought at once.
import { beforeAll, expect, test } from 'vitest';
import type { Role, User } from '../../src/accounts/user.ts';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { addHits } from '../../src/hits/queries.ts';
import { hitSettings } from '../../src/hits/settings.ts';
import { insertMedia } from '../../src/media/queries.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const people = {} as Record<Role, User>;
let mine = 0;
let theirs = 0;

beforeAll(async () => {
  for (const role of ['administrator', 'editor', 'author', 'contributor', 'subscriber'] as const)
    people[role] = await site.hasUser({ role });
  const by = (role: Role) => ({ author_id: people[role].id });
  mine = (await site.hasPost({ title: 'By the author', ...by('author') })).id;
  theirs = (await site.hasPost({ title: 'By the editor', ...by('editor') })).id;
  await site.hasPost({ title: 'A page', type: 'page', ...by('editor') });
  const later = { status: 'future', published_at: new Date('2026-09-01T10:00:00Z') } as const;
  await site.hasPost({ title: 'Later on', ...later, ...by('editor') });
  await site.hasPost({ title: 'To be read first', status: 'pending', ...by('contributor') });
  await site.hasPost({ title: 'Half a thought', status: 'draft', ...by('author') });
  await site.hasComment({ post_id: mine, content: 'Said under the author' });
  await site.hasComment({ post_id: theirs, content: 'Said under the editor', status: 'hold' });
  const dayHits: [string, number, number][] = [
    ['2026-08-01', 3, 4],
    ['2026-07-20', 40, 0],
    ['2026-07-03', 1, 1],
    ['2026-07-02', 900, 900],
  ];
  for (const [day, first, second] of dayHits) {
    await addHits(
      db,
      day,
      new Map([
        [mine, first],
        [theirs, second],
      ]),
    );
  }
});

async function screenOf(role: Role): Promise<string> {
  const agent = await site.signIn(people[role]);
  return (await agent.get('/admin/')).text;
}

const headingsIn = (page: string) => [...page.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, title]) => title);
const figuresIn = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<b>(\d+)<\/b> <span>([^<]*)</g)].map(([, count, title]) => [title!, Number(count)]),
  );

test('each role sees its own parts', async () => {
  const own = ['At a glance', 'Hits, last 30 days', 'Activity', 'Quick draft'];
  const all = ['At a glance', 'Pending comments', ...own.slice(1)];

  const administrator = headingsIn(await screenOf('administrator'));
  const editor = headingsIn(await screenOf('editor'));
  const author = headingsIn(await screenOf('author'));
  const contributor = headingsIn(await screenOf('contributor'));
  const subscriber = await screenOf('subscriber');

  expect(administrator).toEqual([...all, 'Health']);
  expect([editor, author, contributor]).toEqual([all, own, own]);
  expect(headingsIn(subscriber)).toEqual([]);
  expect(subscriber).toContain('href="/admin/profile">Your profile');
});

test('an editor counts everything, an author what is theirs; each figure leads to its list', async () => {
  const editor = await screenOf('editor');
  const author = await screenOf('author');
  const lists = [...editor.matchAll(/<li><a href="([^"]+)"><b>/g)].map(([, href]) => href!);
  const agent = await site.signIn(people.editor);
  const statuses = await Promise.all(lists.map(async (href) => (await agent.get(href)).status));

  expect(figuresIn(editor)).toEqual({
    Posts: 2,
    Page: 1,
    Comment: 1,
    'Pending comment': 1,
    'Pending post': 1,
    Scheduled: 1,
    Draft: 1,
  });
  expect(figuresIn(author)).toEqual({
    Post: 1,
    Comment: 1,
    'Pending comments': 0,
    'Pending posts': 0,
    Draft: 1,
  });
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(lists).toContain('/admin/comments?status=hold');
});

test('what is coming, what came out and what was said; of others only for those who may see it', async () => {
  const editor = await screenOf('editor');
  const author = await screenOf('author');

  expect(editor).toMatch(/Coming out next[^]*Later on[^]*Published last[^]*By the editor[^]*Latest comments/);
  expect(editor).toMatch(
    /Pending comments[^]*Said under the editor[^]*Latest comments[^]*Said under the author/,
  );
  expect(editor).toMatch(
    /<time datetime="2026-09-01T10:00:00Z" title="September 1, 2026, 10:00 am">September 1, 2026</,
  );
  expect(author).toMatch(/Published last[^]*By the author[^]*Latest comments[^]*Said under the author/);
  expect(author).not.toMatch(/Later on|By the editor|Said under the editor|To be read first/);
  expect(author).toMatch(/Your drafts[^]*Half a thought/);
});

test('reads of 30 days are drawn, told in words and in a table, and ranked', async () => {
  const editor = await screenOf('editor');
  const author = await screenOf('author');
  const bars = [...editor.matchAll(/<rect [^>]*height="([\d.]+)"><title>([^<]*)</g)];
  const rows = [...editor.matchAll(/<tr><th scope="row">([^<]*)<\/th><td>(\d+)<\/td>/g)];

  expect(bars).toHaveLength(30);
  expect(bars[0]![2]).toBe('July 3, 2026: 2');
  expect(bars.at(-1)![2]).toBe('August 1, 2026: 7');
  expect(bars.filter(([, height]) => height !== '0')).toHaveLength(3);
  expect(bars[17]!.slice(1, 3)).toEqual(['80', 'July 20, 2026: 40']);
  expect(rows.map(([, day, hits]) => `${day}: ${hits}`)).toEqual(bars.map(([, , title]) => title));
  expect(editor).toContain('49 from July 3, 2026 to August 1, 2026; most on July 20, 2026: 40.');
  expect(editor).toMatch(/role="img" aria-labelledby="chart-title chart-words"/);
  expect(editor).toMatch(
    /By the author<\/a> <span class="count">44<[^]*By the editor<\/a> <span class="count">5</,
  );
  expect(author).toContain('44 from July 3, 2026');
});

test('where reads are not counted, none are shown', async () => {
  await saveSettings(db, hitSettings, { hits_enabled: false });
  const off = await screenOf('editor');
  await saveSettings(db, hitSettings, { hits_enabled: true, hits_label: 'Reads <3' });
  const on = await screenOf('editor');
  await saveSettings(db, hitSettings, { hits_label: 'Hits' });

  expect(headingsIn(off)).not.toContain('Hits, last 30 days');
  expect(on).toContain('Reads &lt;3, last 30 days');
});

test('the owner is told how much room is taken, and what does not work', async () => {
  const before = await screenOf('administrator');
  await insertMedia(db, {
    file: '2026/08/a.png',
    name: 'a.png',
    mime_type: 'image/png',
    byte_size: 3_000_000,
  });
  await insertMedia(db, {
    file: '2026/08/b.png',
    name: 'b.png',
    mime_type: 'image/png',
    byte_size: 1_000_000,
    source: 'comment',
    renditions: [
      {
        name: 'medium',
        file: '2026/08/b-300.png',
        width: 3,
        height: 2,
        mime_type: 'image/png',
        byte_size: 48_576,
      },
    ],
  });
  await addJob(site.blog, 'announcement', {}, { max_attempts: 1 });
  await site.work();
  const letter = { to_address: 'a@example.com', subject: 'S', body: 'B' };
  await db('letters').insert([
    { ...letter, key: '1', message_id: '1', status: 'failed' },
    { ...letter, key: '2', message_id: '2', status: 'waiting' },
  ]);
  const after = await screenOf('administrator');

  expect(before).toContain('No job has failed, and no mail is stuck.');
  expect(after).toMatch(/2 files and their smaller copies\)<\/span><\/dt><dd>3\.9 MB</);
  expect(after).toMatch(/from comments<\/dt><dd>1 MB</);
  expect(after).toMatch(/Database <span[^>]*>\(PostgreSQL \d+\.\d+\)<\/span><\/dt><dd>[\d.]+ MB</);
  expect(after).toMatch(/href="\/admin\/jobs\?state=failed" class="problem">1 job in the background failed/);
  expect(after).toMatch(/href="\/admin\/outbox\?status=failed" class="problem">1 letter could not be sent/);
  expect(after).toContain('1 letter not sent: there is no mail server');
  expect(await screenOf('editor')).not.toMatch(/in the background|not sent|Database/);
});

test('a thought becomes a draft at once, with what a new post begins with', async () => {
  const agent = await site.signIn(people.contributor);

  const answer = await agent
    .post('/admin/quick-draft/save')
    .type('form')
    .send({ title: 'Herons & <fog>', content: 'One line.\r\n\r\nAnother.' });
  const page = (await agent.get('/admin/')).text;
  const draft = await db('posts').where({ title: 'Herons & <fog>' }).first();

  expect([answer.status, answer.headers.location]).toEqual([303, '/admin/']);
  expect(draft).toMatchObject({
    status: 'draft',
    type: 'post',
    author_id: people.contributor.id,
    content: 'One line.\n\nAnother.',
    comment_status: 'open',
    ping_status: 'open',
  });
  expect(draft.html).toContain('<p>One line.</p>');
  expect(page).toContain(`The draft is kept. Go on with it: <a href="/admin/posts/${draft.id}">`);
  expect(page).toContain('Herons &amp; &lt;fog&gt;</a>');
});

test('nothing typed is lost when the draft cannot be kept', async () => {
  const agent = await site.signIn(people.author);
  const send = (fields: object) => agent.post('/admin/quick-draft/save').type('form').send(fields);

  const empty = await send({ title: '  ', content: '' });
  const long = await send({ title: 'x'.repeat(1001), content: 'My words' });
  const none = await agent.post('/admin/quick-draft/save');
  const reader = await (
    await site.signIn(people.subscriber)
  )
    .post('/admin/quick-draft/save')
    .type('form')
    .send({ title: 'T' });

  expect([empty.status, long.status, none.status, reader.status]).toEqual([422, 422, 422, 403]);
  expect(empty.text).toContain('give the draft a title or some words');
  expect(long.text).toMatch(/<textarea[^>]*aria-invalid="true"[^>]*>\nMy words</);
  expect(long.text).toContain(`value="${'x'.repeat(1001)}"`);
  expect(await db('posts').where({ title: 'T' })).toEqual([]);
});

test('a comment that waits is approved, or answered, without leaving the screen', async () => {
  const agent = await site.signIn(people.administrator);
  const asked = await site.hasComment({ post_id: theirs, content: 'Is the slip mended?', status: 'hold' });
  const other = await site.hasComment({ post_id: theirs, content: 'Cheap slips', status: 'hold' });
  const waiting = (page: string) =>
    [...page.matchAll(/<li id="pending-(\d+)">/g)].map(([, id]) => Number(id));
  const first = (await agent.get('/admin/')).text;
  const key = new RegExp(`${asked.id}/reply">[^]*?name="form_key" value="([^"]+)"`).exec(first)![1]!;

  const approved = await agent
    .post(`/admin/comments/${other.id}/approve`)
    .type('form')
    .send({ back: '/admin/' });
  const after = (await agent.get('/admin/')).text;
  const answered = await agent
    .post(`/admin/comments/${asked.id}/reply`)
    .type('form')
    .send({ back: '/admin/', comment: 'Since May.', form_key: key });

  expect(waiting(first)).toEqual(expect.arrayContaining([asked.id, other.id]));
  expect([approved.headers.location, answered.headers.location]).toEqual(['/admin/', '/admin/']);
  expect(after).toMatch(/Comment approved\.[^]*<button class="link">Undo/);
  expect(waiting(after)).toContain(asked.id);
  expect(waiting(after)).not.toContain(other.id);
  expect(waiting((await agent.get('/admin/')).text)).not.toContain(asked.id);
  await db('comments').whereIn('id', [asked.id, other.id]).delete();
});
