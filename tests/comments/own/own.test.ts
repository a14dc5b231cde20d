// tests/comments/own/own.test.ts: a comment in the hands of who wrote it, and of nobody else.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { db, edit, later, leave, rowOf, site } from './own-kit.ts';

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
    posted_at: site.blog.now(),
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
    posted_at: new Date(site.blog.now().getTime() + 60_000),
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
