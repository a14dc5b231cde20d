// tests/comments/own.test.ts: a comment in the hands of who wrote it: edited and taken back, by nobody else.
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { discussion } from '../../src/comments/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
type Agent = ReturnType<typeof site.agent>;

const start = Date.parse('2026-08-01T10:00:00Z');
let clock = 0;
const later = (minutes: number) => {
  clock += minutes;
  site.setTime(new Date(start + clock * 60_000).toISOString());
};

beforeEach(async () => {
  later(60);
  await saveSettings(db, discussion, { ...discussion.parse({}), comment_previously_approved: false });
  await db('rate_limits').delete();
});

async function leave(post_id: number, comment: string, more: object = {}, agent: Agent = site.agent()) {
  await agent
    .post('/comments')
    .type('form')
    .send({
      comment_post_ID: post_id,
      author: 'Ada',
      email: 'ada@example.com',
      comment,
      'wp-comment-cookies-consent': 'yes',
      ...more,
    });
  const made = (await db<Comment>('comments').orderBy('id', 'desc').first())!;
  return { agent, id: made.id, made };
}
const rowOf = (id: number) => db<Comment>('comments').where({ id }).first();
const countOf = async (id: number) =>
  (await db('posts').where({ id }).first('comment_count')).comment_count as number;

async function edit(agent: Agent, id: number, comment: string) {
  const form = await agent.get(`/comments/${id}/edit`);
  const version = /name="version" value="(\w+)"/.exec(form.text)?.[1] ?? '';
  return agent.post(`/comments/${id}/edit`).type('form').send({ comment, version });
}

test('who wrote it finds Edit with the minutes left, and Delete; nobody else does', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'My words');
  later(3);

  const own = await agent.get(`/?p=${post.id}`).redirects(1);
  const stranger = await site.request.get(`/?p=${post.id}`).redirects(1);
  later(20);
  const late = await agent.get(`/?p=${post.id}`).redirects(1);

  expect(own.text).toContain(`href="/comments/${id}/edit"`);
  expect(own.text).toContain('(12 minutes left)');
  expect(own.text).toContain(`href="/comments/${id}/delete"`);
  expect(own.headers['cache-control']).toBe('private, no-store');
  expect(stranger.text).toContain('My words');
  expect(stranger.text).not.toContain(`/comments/${id}/edit`);
  expect(stranger.text).not.toContain(`/comments/${id}/delete`);
  expect(stranger.headers['cache-control']).not.toContain('no-store');
  expect(late.text).not.toContain(`/comments/${id}/edit`);
  expect(late.text).toContain(`/comments/${id}/delete`);
});

test('an edit is cleaned as a comment is, keeps the earlier text, and says so to readers', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'The cat sat on the mat');
  const reply = await site.hasComment({
    post_id: post.id,
    parent_id: id,
    posted_at: new Date(start + clock * 60_000),
  });
  later(2);

  const saved = await edit(agent, id, 'The **dog** sat on the mat<script>alert(1)</script>');
  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  const changes = await site.request.get(`/comments/${id}/changes?answered=${reply.id}`);

  expect(saved.status).toBe(303);
  expect(saved.headers.location).toContain(`#comment-${id}`);
  expect(page.text).toContain('<strong>dog</strong>');
  expect(page.text).not.toContain('alert(1)</script>');
  expect(page.text).toContain(
    `<a class="comment-changes" rel="nofollow" href="/comments/${id}/changes">edited, see changes</a>`,
  );
  expect(page.text).toContain(
    `href="/comments/${id}/changes?answered=${reply.id}">answers an earlier version</a>`,
  );
  expect(changes.status).toBe(200);
  expect(changes.text).toContain('<del>cat</del>');
  expect(changes.text).toMatch(/<ins>[^<]*dog/);
  expect(changes.text).toMatch(/by <bdi>Ada<\/bdi> <span class="comment-badge">This version was answered/);
  expect(changes.text).not.toContain('alert(1)</script>');
});

test('a reply that came after the edit answers the text of today', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Before');
  later(1);
  await edit(agent, id, 'After');
  await site.hasComment({
    post_id: post.id,
    parent_id: id,
    posted_at: new Date(start + (clock + 1) * 60_000),
  });

  const page = await site.request.get(`/?p=${post.id}`).redirects(1);

  expect(page.text).toContain('edited, see changes');
  expect(page.text).not.toContain('answers an earlier version');
});

test('another browser, a typed name and email, and nobody at all are refused alike, as if there were no comment', async () => {
  const post = await site.hasPost();
  const { id } = await leave(post.id, 'Mine alone');
  later(1);
  const other = await leave(post.id, 'Somebody else in between', { author: 'Eve', email: 'eve@example.com' });

  const seen = await other.agent.get(`/comments/${id}/edit`);
  const gone = await other.agent.get('/comments/999999/edit');
  const edited = await other.agent
    .post(`/comments/${id}/edit`)
    .type('form')
    .send({ comment: 'Forged <b>words</b>', author: 'Ada', email: 'ada@example.com', version: 'x' });
  const deleted = await other.agent.post(`/comments/${id}/delete`);
  const nobody = await site.request.post(`/comments/${id}/delete`);

  expect([seen.status, edited.status, deleted.status, nobody.status]).toEqual([403, 403, 403, 403]);
  expect(seen.text).not.toContain('Mine alone');
  expect(gone.status).toBe(403);
  expect(gone.text.replaceAll('999999', String(id))).toBe(seen.text);
  expect(edited.text).toContain('Forged &lt;b&gt;words');
  expect(await rowOf(id)).toMatchObject({ content: 'Mine alone', status: 'approve' });
});

test('what a user wrote is the user’s alone, also in the same browser after signing out', async () => {
  const post = await site.hasPost();
  const guest = await leave(post.id, 'A guest here');
  const cookie = guest.agent.jar.getCookies({
    domain: '127.0.0.1',
    path: '/',
    secure: false,
    script: false,
  } as never);
  const key = cookie.find(({ name }) => name.startsWith('comment_key'))!;
  const user = await site.hasUser({ role: 'subscriber' });
  const signedIn = await site.signIn(user);
  signedIn.jar.setCookie(`${key.name}=${key.value}`, '127.0.0.1', '/');
  later(1);
  const { id } = await leave(post.id, 'As a user', {}, signedIn);

  const asGuest = await guest.agent.get(`/comments/${id}/edit`);
  const asUser = await edit(signedIn, id, 'As a user, corrected');

  expect((await rowOf(id))!.user_id).toBe(user.id);
  expect(asGuest.status).toBe(403);
  expect(asUser.status).toBe(303);
  expect((await rowOf(id))!.content).toBe('As a user, corrected');
});

test('after fifteen minutes the text cannot be changed, but comes back; the setting says how long, 0 never', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'In time');
  const form = await agent.get(`/comments/${id}/edit`);
  const version = /name="version" value="(\w+)"/.exec(form.text)![1];
  later(16);

  const late = await agent.post(`/comments/${id}/edit`).type('form').send({ comment: 'Too late', version });
  const lateForm = await agent.get(`/comments/${id}/edit`);
  await saveSettings(db, discussion, { comment_edit_minutes: 0 });
  later(1);
  const never = await leave(post.id, 'Never to be changed');
  const refused = await edit(never.agent, never.id, 'Changed');

  expect(form.text).toContain('In time</textarea>');
  expect(late.status).toBe(403);
  expect(late.text).toContain('Too late</textarea>');
  expect(lateForm.status).toBe(403);
  expect(refused.status).toBe(403);
  expect((await rowOf(id))!.content).toBe('In time');
  expect((await rowOf(never.id))!.content).toBe('Never to be changed');
});

test('a GET changes nothing, and no page of another site deletes or edits', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Stays');

  const asked = await agent.get(`/comments/${id}/delete`);
  const foreign = await agent.post(`/comments/${id}/delete`).set('Origin', 'https://evil.example');
  const foreignEdit = await agent
    .post(`/comments/${id}/edit`)
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send({ comment: 'Forged' });

  expect(asked.status).toBe(200);
  expect(asked.text).toContain('Delete it</button>');
  expect([foreign.status, foreignEdit.status]).toEqual([403, 403]);
  expect(await rowOf(id)).toMatchObject({ content: 'Stays', status: 'approve' });
});

test('an edit that would be held is held, counted out and shown to its author alone; its history is not public', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Harmless');
  await saveSettings(db, discussion, { moderation_keys: 'casino', disallowed_keys: 'pills' });

  await edit(agent, id, 'Come to the casino');
  const held = await rowOf(id);
  const count = await countOf(post.id);
  const own = await agent.get(`/?p=${post.id}`).redirects(1);
  const stranger = await site.request.get(`/?p=${post.id}`).redirects(1);
  const history = await site.request.get(`/comments/${id}/changes`);
  const ownHistory = await agent.get(`/comments/${id}/changes`);
  await edit(agent, id, 'Harmless again');
  const again = await rowOf(id);
  await edit(agent, id, 'Cheap pills');
  const binned = await rowOf(id);
  const told = await agent.get(`/?p=${post.id}`).redirects(1);

  expect(held).toMatchObject({ status: 'hold', content: 'Come to the casino' });
  expect(count).toBe(0);
  expect(own.text).toContain('awaits moderation');
  expect(stranger.text).not.toContain('casino');
  expect(history.status).toBe(404);
  expect(ownHistory.text).toContain('casino');
  expect(again!.status).toBe('hold');
  expect(binned).toMatchObject({ status: 'trash', former_status: null });
  expect(told.text).toContain('awaits moderation');
});

test('an edit that brings words of known spam is spam: the comment that it changes is no excuse (F25)', async () => {
  const post = await site.hasPost();
  const words = 'Buy the best watches of this world from us, only today and for nothing at all';
  const spam = await leave(post.id, words, { author: 'Watches', email: 'watches@example.com' });
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'spam', ids: spam.id });
  await site.work();
  later(1);
  const { agent, id } = await leave(post.id, 'An honest word', { author: 'Bo', email: 'bo@example.com' });
  later(1);
  await edit(agent, id, 'An honest word, and more');
  const honest = (await rowOf(id))!.status;

  await edit(agent, id, words);
  const judged = await moderator.get(`/admin/comments/${id}`);

  expect(honest).toBe('approve');
  expect(await rowOf(id)).toMatchObject({ status: 'spam', former_status: null });
  expect(await countOf(post.id)).toBe(0);
  expect(judged.text).toContain('The same text was marked as spam before');
});

test('what nobody approved is not read in the history of what was approved later', async () => {
  await saveSettings(db, discussion, { comment_moderation: true });
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Slander about somebody');
  await edit(agent, id, 'A kind word');
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'approve', ids: id });

  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  const public_ = await site.request.get(`/comments/${id}/changes`);
  const theirs = await moderator.get(`/comments/${id}/changes`);

  expect(page.text).toContain('A kind word');
  expect(page.text).not.toContain('edited, see changes');
  expect(public_.status).toBe(200);
  expect(public_.text).not.toContain('Slander');
  expect(theirs.text).toContain('Slander');
  expect(theirs.text).toContain('Not shown to readers');
});

test('what a moderator edits is in the history with their name; then its author edits it no more', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'You are a fool, and wrong');
  const editor = await site.hasUser({ role: 'editor', display_name: 'Mona' });
  const moderator = await site.signIn(editor);
  later(1);
  await moderator
    .post(`/admin/comments/${id}/save`)
    .type('form')
    .send({ comment: 'You are wrong', author: 'Ada', email: 'ada@example.com' });

  const changes = await site.request.get(`/comments/${id}/changes`);
  const refused = await agent.get(`/comments/${id}/edit`);
  const [, action] = /action="([^"]+\/delete)"/.exec((await moderator.get(`/comments/${id}/changes`)).text)!;
  const forged = await agent.post(action!);
  const erased = await moderator.post(action!);
  const after = await site.request.get(`/comments/${id}/changes`);

  expect(changes.text).toContain('<bdi>Mona</bdi>');
  expect(changes.text).toMatch(/<del>[^<]*fool/);
  expect(changes.text).not.toContain('Erase this version');
  expect(refused.status).toBe(403);
  expect(forged.status).not.toBe(303);
  expect(erased.status).toBe(303);
  expect(after.text).not.toContain('fool');
  expect((await rowOf(id))!.content).toBe('You are wrong');
});

test('histories of private and protected posts are not public', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'First');
  await edit(agent, id, 'Second');
  await db('posts').where({ id: post.id }).update({ password: 'secret' });

  expect((await site.request.get(`/comments/${id}/changes`)).status).toBe(404);
});

test('two forms of one comment do not overwrite each other; empty and endless texts come back with the reason', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Version one');
  const form = await agent.get(`/comments/${id}/edit`);
  const version = /name="version" value="(\w+)"/.exec(form.text)![1];
  await edit(agent, id, 'Version two');
  const send = (comment: string) =>
    agent.post(`/comments/${id}/edit`).type('form').send({ comment, version });

  const stale = await send('From the other tab');
  const empty = await send('   ');
  const endless = await send('x'.repeat(65_526));

  expect(stale.status).toBe(409);
  expect(stale.text).toContain('From the other tab</textarea>');
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('Please write something.');
  expect(endless.status).toBe(400);
  expect(endless.text).toContain('x'.repeat(65_526));
  expect((await rowOf(id))!.content).toBe('Version two');
});

test('edits count as attempts to comment', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Again and again');
  const statuses = [];
  for (let at = 0; at < 60; at += 1) statuses.push((await agent.post(`/comments/${id}/edit`)).status);

  const last = await agent.post(`/comments/${id}/edit`).type('form').send({ comment: 'My words' });

  expect(new Set(statuses.slice(0, 59))).toEqual(new Set([422]));
  expect(last.status).toBe(429);
  expect(last.text).toContain('My words</textarea>');
});

test('a comment without replies goes whole', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Gone');

  const deleted = await agent.post(`/comments/${id}/delete`);
  const again = await agent.post(`/comments/${id}/delete`);

  expect(deleted.status).toBe(303);
  expect(again.status).toBe(403);
  expect(await rowOf(id)).toBeUndefined();
  expect(await countOf(post.id)).toBe(0);
});

test('a comment with replies leaves a line: words, name, email, address, files and history go; feeds and search forget it', async () => {
  const post = await site.hasPost();
  const agent = site.agent();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await agent
    .post('/comments')
    .field('comment_post_ID', post.id)
    .field('author', 'Ada')
    .field('email', 'ada@example.com')
    .field('comment', 'A zebra with a picture')
    .field('wp-comment-cookies-consent', 'yes')
    .attach('files', png, 'zebra.png');
  const { id } = (await db<Comment>('comments').orderBy('id', 'desc').first())!;
  await edit(agent, id, 'A striped zebra with a picture');
  await site.hasComment({ post_id: post.id, parent_id: id, content: 'The reply stays' });
  await site.work();
  const [media] = (await db('media').where({ source: 'comment', post_id: post.id })) as { file: string }[];
  expect((await site.request.get(`/uploads/${media!.file}`)).status).toBe(200);

  const deleted = await agent.post(`/comments/${id}/delete`);
  await site.work();
  const page = await site.request.get(`/?p=${post.id}`).redirects(1);
  const feed = await site.request.get('/comments/feed/');
  const found = await site.request.get('/?s=zebra');
  const history = await site.request.get(`/comments/${id}/changes`);
  const mine = await agent.get('/comments/mine');
  const row = (await rowOf(id))!;

  expect([feed.status, found.status, mine.status]).toEqual([200, 200, 200]);
  expect(mine.text).toContain('There are none of yours.');
  expect(deleted.headers.location).toContain(`#comment-${id}`);
  expect(page.text).toContain('This comment was removed by its author.');
  expect(page.text).toContain('The reply stays');
  expect(page.text).toContain('One comment on');
  for (const { text } of [page, feed, mine]) expect(text).not.toContain('zebra with');
  expect(feed.text).not.toContain(`#comment-${id}<`);
  expect(found.text).not.toContain(`#comment-${id}"`);
  expect(history.status).toBe(404);
  expect(JSON.stringify(row)).not.toMatch(/zebra|Ada|ada@|127\.0\.0/);
  expect(row).toMatchObject({ status: 'removed', browser_key_hash: null, user_id: null, author_ip: '' });
  expect(await db('comment_revisions').where({ comment_id: id })).toEqual([]);
  expect(await db('comment_judgements').where({ comment_id: id })).toEqual([]);
  expect(await db('media').where({ source: 'comment', post_id: post.id })).toEqual([]);
  expect((await site.request.get(`/uploads/${media!.file}`)).status).toBe(404);
  await expect(
    import('node:fs/promises').then((fs) => fs.access(site.blog.storage.path(media!.file))),
  ).rejects.toThrow();
  expect(await countOf(post.id)).toBe(1);
});

test('a placeholder cannot be answered, edited or brought back, and goes with its last reply', async () => {
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Taken back');
  const reply = await site.hasComment({ post_id: post.id, parent_id: id });
  const below = await site.hasComment({ post_id: post.id, parent_id: reply.id });
  await agent.post(`/comments/${id}/delete`);
  const moderator = await site.signIn(await site.hasUser({ role: 'editor' }));

  const screen = await moderator.get(`/admin/comments/${id}`);
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'approve', ids: id });
  const answered = await site.request.post('/comments').type('form').send({
    comment_post_ID: post.id,
    comment_parent: id,
    author: 'B',
    email: 'b@example.com',
    comment: 'To nobody',
  });
  const status = (await rowOf(id))!.status;
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'delete', ids: below.id });
  const between = await rowOf(id);
  await moderator.post('/admin/comments/moderate').type('form').send({ what: 'delete', ids: reply.id });

  expect(screen.status).toBe(404);
  expect(status).toBe('removed');
  expect(answered.status).toBe(403);
  expect(between).toBeDefined();
  expect(await rowOf(id)).toBeUndefined();
  expect(await countOf(post.id)).toBe(0);
});

test('a held comment is edited and deleted by its author too', async () => {
  await saveSettings(db, discussion, { comment_moderation: true });
  const post = await site.hasPost();
  const { agent, id } = await leave(post.id, 'Waiting');

  const edited = await edit(agent, id, 'Waiting, corrected');
  const held = await rowOf(id);
  const deleted = await agent.post(`/comments/${id}/delete`);

  expect(edited.status).toBe(303);
  expect(held).toMatchObject({ status: 'hold', content: 'Waiting, corrected', edited_at: null });
  expect(deleted.status).toBe(303);
  expect(await rowOf(id)).toBeUndefined();
});
