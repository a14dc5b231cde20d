// tests/comments/names/names.test.ts: a name with history is its first proven owner's; those of people who work here are refused.
import { expect, test } from 'vitest';
import { addJob } from '../../../src/base/jobs/jobs.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { nameKey } from '../../../src/comments/names/name-key.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ TRUST_PROXY: '1', COMMENT_ATTEMPTS: '1000' });
const { db } = site.blog;
const post = await site.hasPost();
const moderator = await site.signIn(
  await site.hasUser({ role: 'editor', login: 'grace', display_name: 'Grace Hopper' }),
);
type Agent = ReturnType<typeof site.agent>;

let minutes = 0;
function leave(agent: Agent, author: string, fields: Record<string, string> = {}) {
  minutes += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + minutes * 60_000).toISOString());
  return agent
    .post('/comments')
    .type('form')
    .send({
      comment_post_ID: post.id,
      author,
      email: 'ada@example.com',
      comment: `Words ${minutes}`,
      'wp-comment-cookies-consent': 'yes',
      ...fields,
    });
}
const last = async () => (await db<Comment>('comments').orderBy('id', 'desc').first())!;
const approve = (id: number) => moderator.post(`/admin/comments/${id}/approve`).type('form').send({});
const mark = 'not the same person as the earlier';
/** What readers see of a comment. */
const shown = async (id: number) => {
  const { text } = await site.request.get(`/?p=${post.id}`).redirects(2);
  return text.slice(text.indexOf(`id="div-comment-${id}"`)).split('</article>')[0]!;
};
/** A browser that has an approved comment under a name. */
async function owner(name: string, fields: Record<string, string> = {}): Promise<Agent> {
  const agent = site.agent();
  await leave(agent, name, fields).expect(303);
  await approve((await last()).id);
  return agent;
}
async function leaves(agent: Agent, name: string, fields: Record<string, string> = {}): Promise<Comment> {
  await leave(agent, name, fields).expect(303);
  const comment = await last();
  if (comment.status !== 'approve') await approve(comment.id);
  return comment;
}

test.each([
  [
    'Anna',
    ['ANNA', 'An na', 'А\u200bnnа', 'Anna.', '\u202eAnna', 'Ａｎｎａ', 'Αnna'],
    ['Hannah', 'Annа B', 'Änna'],
  ],
  ['Ilona', ['llona', 'ilona', '1lona', 'Іlona'], ['Elona']],
  ['paypal', ['раураl', 'PayPaI'], ['paypals']],
  ['Тимур', ['тимур', 'ТИМУР'], ['Тимор']],
  ['Tom', ['Тom', 'TOM', 'tom', 'Torn'], ['Tim']],
  ['Νίκος', ['ΝΊΚΟΣ'.toLowerCase().replace('ν', 'Ν')], ['Νίκη']],
])('%s looks like %j, and not like %j', (name, alike, others) => {
  for (const one of alike) expect(nameKey(one), one).toBe(nameKey(name));
  for (const one of others) expect(nameKey(one), one).not.toBe(nameKey(name));
  expect(nameKey('★ …')).toBe('');
});

test('the same name, or one that looks like it, used by somebody else is marked, with the email of its owner or not', async () => {
  const anna = await owner('Anna', { email: 'anna@example.com' });

  const same = await leaves(site.agent(), 'anna', { email: 'anna@example.com' });
  const alike = await leaves(site.agent(), 'Аnnа');
  const own = await leaves(anna, 'Anna', { email: 'other@example.com' });
  const other = await leaves(site.agent(), 'Hannah');

  for (const { id } of [same, alike]) expect(await shown(id)).toContain(mark);
  for (const { id } of [own, other]) expect(await shown(id)).not.toContain(mark);
  const list = await moderator.get('/admin/comments');
  expect(list.text.match(/Name of somebody else/g)!.length).toBeGreaterThanOrEqual(2);
});

test('a name is nobody’s before a proven author has an approved comment under it', async () => {
  await leaves(site.agent(), 'Ben', { 'wp-comment-cookies-consent': '' });
  const held = site.agent();
  await leave(held, 'Ben').expect(303);
  const later = await leaves(site.agent(), 'Ben');
  const after = await leaves(site.agent(), 'Ben');

  expect(await shown(later.id)).not.toContain(mark);
  expect(await shown(after.id)).toContain(mark);
});

test('who proves the address by a mailed link is the earlier one again, in another browser', async () => {
  await owner('Cleo', { email: 'cleo@example.com' });
  const second = site.agent();
  const { id } = await leaves(second, 'Cleo', { email: 'cleo@example.com' });
  const marked = await shown(id);
  const hint = await second.get(`/?p=${post.id}`).redirects(2);

  await second.post('/comments/mine/link').type('form').send({ email: 'cleo@example.com' }).expect(303);
  await site.work();
  const { body } = (await db('letters')
    .where({ to_address: 'cleo@example.com' })
    .orderBy('id', 'desc')
    .first()) as {
    body: string;
  };
  const link = new URL(/https?:\S+confirm\S+/.exec(body)![0]);
  const proof = Object.fromEntries(link.searchParams);
  await second.post(link.pathname).type('form').send(proof).expect(303);
  const again = await site.agent().post(link.pathname).type('form').send(proof);
  const next = await leaves(second, 'Cleo');

  expect(marked).toContain(mark);
  expect(hint.text).toContain('have a link mailed to you under My comments');
  expect(again.status).toBe(403);
  expect(await shown(id)).not.toContain(mark);
  expect(await shown(next.id)).not.toContain(mark);
});

test('an account owns its name in every browser', async () => {
  const user = await site.hasUser({ role: 'subscriber', display_name: 'Dora' });
  await leaves(await site.signIn(user), 'Dora');

  const elsewhere = await leaves(await site.signIn(user), 'Dora');
  const guest = await leaves(site.agent(), 'Dora', { email: user.email });

  expect(await shown(elsewhere.id)).not.toContain(mark);
  expect(await shown(guest.id)).toContain(mark);
});

test.each([['Grace Hopper'], ['grасe hopper'], ['GRACE'], ['G r a c e'], ['Administrator'], ['аdmin']])(
  'the name %j of somebody who works here is refused for guests, and the form comes back',
  async (author) => {
    const answer = await leave(site.agent(), author, { comment: 'My kept words' });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('This is the name of somebody who works here.');
    expect(answer.text).toContain('My kept words');
    expect(answer.text).toMatch(/id="author"[^>]+aria-invalid="true"/);
  },
);

test('the name of a subscriber is not refused, nor that of somebody who works here for themselves', async () => {
  await site.hasUser({ role: 'subscriber', display_name: 'Edda Reader' });

  expect((await leave(site.agent(), 'Edda Reader')).status).toBe(303);
  expect((await leave(moderator, '')).status).toBe(303);
});

test('an account that is called like somebody who works here is marked; what accounts are called at first is nobody’s', async () => {
  const account = async (display_name: string) =>
    site.signIn(await site.hasUser({ role: 'subscriber', display_name }));

  const worn = await leaves(await account('Grаce Hopper'), '');
  const readers = [
    await leaves(await account('Reader'), ''),
    await leaves(await account('Reader'), ''),
    await leaves(site.agent(), 'Anonymous'),
    await leaves(site.agent(), 'anonymous'),
  ];

  expect(await shown(worn.id)).toContain(mark);
  for (const { id } of readers) expect(await shown(id)).not.toContain(mark);
});

test('names of comments from before names had owners go to those who bore them first, from where the walk stopped', async () => {
  const old = (author_name: string, more: Partial<Comment>) =>
    site.hasComment({ post_id: post.id, author_name, posted_at: new Date('2020-01-01'), ...more });
  const skipped = await old('Piet', { browser_key_hash: 'p'.repeat(64) });
  const first = await old('Quinn', { browser_key_hash: 'q'.repeat(64) });
  await old('Rosa', { browser_key_hash: 'r'.repeat(64), status: 'spam' });
  await old('Sven', {});
  await old('Grace Hopper', { browser_key_hash: 's'.repeat(64) });
  const later = await owner('Quinn');
  const marked = await old('Quinn', { browser_key_hash: 'q'.repeat(64), is_namesake: true });
  await db('walks').insert({ name: 'comments.names', version: 1, after: String(skipped.id) });

  await addJob(site.blog, 'comments.take-names');
  await site.work();

  const others = ['p', 'r', 's'].map((sign) => sign.repeat(64));
  expect(await db('comment_names').whereIn('browser_key_hash', others)).toEqual([]);
  expect(await db('comment_names').where('name_key', nameKey('Sven'))).toEqual([]);
  expect(await shown(marked.id)).not.toContain(mark);
  expect(await shown((await leaves(later, 'Quinn')).id)).toContain(mark);
  expect(await shown((await leaves(later, 'Piet')).id)).not.toContain(mark);
  expect(await db('comment_names').where('name_key', nameKey('Quinn')).first()).toMatchObject({
    comment_id: first.id,
  });
});

test('a typed email gives nobody the picture of its owner (trust by address)', async () => {
  const user = await site.hasUser({ role: 'subscriber', display_name: 'Finn', email: 'finn@example.com' });
  const own = await leaves(await site.signIn(user), '');
  // One of eight colours is anybody's: several strangers do not all have the owner's by chance.
  const guests = [];
  for (let number = 0; number < 6; number += 1)
    guests.push(await leaves(site.agent(), `Someone ${number}`, { email: 'finn@example.com' }));
  const colourOf = async (id: number) => /avatar-colour-(\d+)/.exec(await shown(id))![1];
  const pictures = new Set<string>();
  for (const { id } of [own, ...guests]) pictures.add((await colourOf(id))!);

  const { text } = await site.request.get(`/?p=${post.id}`).redirects(2);
  expect(text).not.toContain('finn@example.com');
  expect(pictures.size).toBeGreaterThan(1);
});
