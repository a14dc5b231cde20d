// tests/comments/form/leave-a-comment.test.ts: a reader fills in the form beneath a post.
import { expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const ada = { author: 'Ada', email: 'ada@example.com', url: 'https://ada.example' };

let machines = 0;
/** Each from another machine's view would need a proxy; moving the clock keeps senders apart. */
function leave(fields: Record<string, string | number>) {
  machines += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + machines * 60_000).toISOString());
  return site.request.post('/comments').type('form').send(fields);
}

test('a stranger’s comment is kept, waits, and the answer leads to it', async () => {
  const post = await site.hasPost();

  const answer = await leave({ ...ada, comment_post_ID: post.id, comment: 'Hello **there**' });

  expect(answer.status).toBe(303);
  expect(answer.headers.location).toMatch(
    /^\/2026\/08\/01\/post-\d+\/\?unapproved=\d+&moderation-hash=[\w-]{43}#comment-\d+$/,
  );
  expect(answer.headers['cache-control']).toBe('private, no-store');
  const kept = await site.blog.db('comments').where({ post_id: post.id }).first();
  expect(kept).toMatchObject({
    status: 'hold',
    author_name: 'Ada',
    content: 'Hello **there**',
    type: 'comment',
  });
});

test('a refusal gives the form back with everything typed', async () => {
  const post = await site.hasPost();

  const answer = await leave({
    ...ada,
    comment_post_ID: post.id,
    comment_parent: 999_999,
    comment: 'My long letter <3 "quoted"',
  });

  expect(answer.status).toBe(403);
  expect(answer.text).toContain('The comment you answer is not there any more.');
  expect(answer.text).toContain('My long letter &lt;3 &#34;quoted&#34;</textarea>');
  expect(answer.text).toContain('value="ada@example.com"');
});

test('anything but POST is answered with the method that works', async () => {
  for (const path of ['/comments', '/wp-comments-post.php']) {
    const answer = await site.request.get(path);

    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('POST');
  }
});

test('a form sent by another site is refused, and still shows what was typed (A4)', async () => {
  const post = await site.hasPost();

  const answer = await leave({ ...ada, comment_post_ID: post.id, comment: 'Sent from afar' })
    .set('Origin', 'https://evil.example')
    .set('Sec-Fetch-Site', 'cross-site');

  expect(answer.status).toBe(403);
  expect(answer.text).toContain('Sent from afar</textarea>');
  expect(await site.blog.db('comments').where({ post_id: post.id }).first()).toBeUndefined();
});

test('an owner’s own words stand beside the fields, as plain text; without them the usual ones', async () => {
  const post = await site.hasPost();
  const usual = (await site.request.get(`/?p=${post.id}`).redirects(2)).text;
  await saveSettings(site.blog.db, discussion, {
    comments_note_text: 'We keep your address for <b>a year</b>.',
    comments_consent_text: 'Know me next time.',
    comments_subscribe_text: 'Letters come from news@example.org.',
  });
  const own = (await site.request.get(`/?p=${post.id}`).redirects(2)).text;
  await saveSettings(site.blog.db, discussion, {
    comments_note_text: '',
    comments_consent_text: '',
    comments_subscribe_text: '',
  });

  expect(usual).toContain('Your email address will not be published.');
  expect(usual).toContain('Remember my name, email and website');
  for (const words of [
    'for &lt;b&gt;a year&lt;/b&gt;',
    'Know me next time.',
    'Letters come from news@example.org.',
  ])
    expect(own).toContain(words);
  expect(own).not.toContain('will not be published');
});
