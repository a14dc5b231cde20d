// tests/comments/form/picture.test.ts: the picture of a user: chosen, shown beside comments, changed and removed.
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const screen = '/admin/profile/picture';
let large: Buffer;
let small: Buffer;

beforeAll(async () => {
  const made = (width: number, background: string) =>
    sharp({ create: { width, height: width, channels: 3, background } })
      .jpeg()
      .withExifMerge({ IFD0: { Artist: 'Someone at home' } })
      .toBuffer();
  large = await made(600, '#a33');
  small = await made(100, '#3a3');
});

const save = (agent: Awaited<ReturnType<typeof site.signIn>>, file: Buffer, name: string) =>
  agent.post(`${screen}/save`).attach('files', file, name);
const avatarIn = (html: string) => /<span class="avatar[^>]*>(?:<img src="([^"]+)")?/.exec(html);

test('a picture of one’s own stands beside one’s comments, also those of a subscriber', async () => {
  const reader = await site.hasUser({ role: 'subscriber', login: 'reader' });
  const agent = await site.signIn(reader);
  const post = await site.hasPost({ slug: 'with-faces' });
  await site.hasComment({ post_id: post.id, user_id: reader.id, author_email: reader.email });
  const at = () => site.request.get('/2026/08/with-faces').redirects(2);
  const before = await at();

  const saved = await save(agent, large, 'me.jpg');
  const [, whole] = avatarIn((await at()).text)!;
  const first = await site.request.get(whole!).buffer(true);
  await site.work();
  const after = await at();
  const [, src] = avatarIn(after.text)!;
  const picture = await site.request.get(src!).buffer(true);

  expect(avatarIn(before.text)).not.toBeNull();
  expect(avatarIn(before.text)?.[1]).toBeUndefined();
  expect(saved.headers.location).toBe(screen);
  expect(src).toMatch(/^\/uploads\/2026\/08\/\w+-150x150\.webp$/);
  expect(picture.status).toBe(200);
  expect(large.includes('Someone at home')).toBe(true);
  expect([first, picture].map(({ body }) => (body as Buffer).includes('Someone at home'))).toEqual([
    false,
    false,
  ]);
  expect((await agent.get(screen)).text).toContain(`src="${src}" alt="Your picture"`);
});

test('it stands even where the site shows nothing for others, and not where avatars are off', async () => {
  const user = await site.hasUser({ login: 'shown' });
  await save(await site.signIn(user), small, 'small.jpg');
  await site.work();
  const post = await site.hasPost({ slug: 'blank-faces' });
  await site.hasComment({ post_id: post.id, user_id: user.id });
  await site.hasComment({ post_id: post.id, author_name: 'Stranger', content: 'Other words.' });
  const at = async () => (await site.request.get('/2026/08/blank-faces').redirects(2)).text;

  await saveSettings(db, discussion, { avatar_default: 'blank' });
  const blank = await at();
  await saveSettings(db, discussion, { show_avatars: false });
  const off = await at();
  await saveSettings(db, discussion, { avatar_default: 'mystery', show_avatars: true });

  expect(blank.match(/class="avatar /g)).toHaveLength(1);
  expect(avatarIn(blank)?.[1]).toMatch(/\.jpg/);
  expect(off).not.toContain('class="avatar ');
  expect(off).toContain('Other words.');
});

test('the former picture goes with a change, unless a post shows it', async () => {
  const user = await site.hasUser({ login: 'changes' });
  const agent = await site.signIn(user);
  const pictureOf = async () => (await db('users').where({ id: user.id }).first()).picture_media_id;
  await save(agent, large, 'first.jpg');
  const first = await pictureOf();
  await save(agent, large, 'second.jpg');
  const second = await pictureOf();
  await site.hasPost({ author_id: user.id, featured_media_id: second });
  const file = await agent.get(`/admin/media/${second}`);

  await agent.post(`${screen}/remove`);

  expect(file.text).toContain('Profile picture of');
  expect(await db('media').where({ id: first })).toEqual([]);
  expect(await db('media').where({ id: second })).toHaveLength(1);
  expect(await pictureOf()).toBeNull();
  expect((await agent.get(screen)).text).toContain('You have no picture');
});

test('what is no picture is refused, and what was there stays', async () => {
  const user = await site.hasUser({ login: 'careful' });
  const agent = await site.signIn(user);
  await save(agent, small, 'good.jpg');

  const text = await save(agent, Buffer.from('no picture at all'), 'words.txt');
  const disguised = await save(agent, Buffer.from('<script>alert(1)</script>'), 'a.jpg');
  const none = await agent.post(`${screen}/save`).type('form').send({});
  const stranger = await site.request.post(`${screen}/save`).attach('files', small, 'a.jpg');

  expect([text.status, disguised.status, none.status]).toEqual([415, 415, 422]);
  expect(text.text).toContain('Not kept:');
  expect(stranger.status).toBe(302);
  expect((await db('users').where({ id: user.id }).first()).picture_media_id).not.toBeNull();
  expect((await agent.get('/admin/profile')).text).toContain(screen);
});
