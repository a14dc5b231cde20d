// tests/writing/revisions.test.ts: earlier texts: any two compared word by word, brought back, and no more kept than wanted.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import type { Revision } from '../../src/writing/queries/revisions.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
const { db } = site.blog;
const chief = await site.hasUser({ role: 'administrator', display_name: 'Mara' });
const desk = await site.signIn(chief);

const save = (post: Post, given: object) =>
  desk
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ title: 'Tides', excerpt: '', act: 'publish', ...given })
    .expect(303);

async function rewritten(...contents: string[]): Promise<{ post: Post; kept: Revision[] }> {
  const post = await site.hasPost({ title: 'Tides', content: 'Nothing yet.', author_id: chief.id });
  for (const content of contents) await save(post, { content });
  return { post, kept: await revisionsOf(post) };
}

const revisionsOf = ({ id }: Post): Promise<Revision[]> =>
  db<Revision>('revisions').where({ post_id: id }).orderBy('id');

const keep = (revisions_to_keep: string) =>
  desk.post('/admin/settings/general').type('form').send({
    blogname: 'B',
    admin_email: 'a@example.com',
    WPLANG: 'en-US',
    timezone_string: 'UTC',
    date_format: 'F j, Y',
    time_format: 'g:i a',
    start_of_week: '1',
    default_category: '1',
    revisions_to_keep,
  });

test('any two texts are compared word by word, with their titles', async () => {
  const { post, kept } = await rewritten('A grey heron.', 'A white heron.', 'Two white egrets.');
  await save(post, { title: 'High tides', content: 'Two white egrets.', excerpt: 'Birds.' });
  const path = `/admin/posts/${post.id}/revisions`;
  const [, grey, white] = kept;

  const list = await desk.get(path);
  const two = await desk.get(`${path}?id=${grey!.id}&with=${white!.id}`);
  const today = await desk.get(`${path}?id=${white!.id}&with=`);

  expect(list.text.match(/name="id"/g)).toHaveLength(5);
  expect(list.text).not.toContain('class="compare"');
  expect(two.text).toContain('A <del>grey</del><ins>white</ins> heron.');
  expect(two.text.match(/Restore the text of/g)).toHaveLength(2);
  expect(today.text).toContain('<del>Tides</del><ins>High tides</ins>');
  expect(today.text).toContain('<ins>Birds.</ins>');
  expect(today.text.match(/Restore the text of/g)).toHaveLength(1);
});

test('odd numbers and other posts’ texts compare nothing', async () => {
  const { post } = await rewritten('Mine.');
  const { kept } = await rewritten('A secret of another post.');
  const path = `/admin/posts/${post.id}/revisions`;

  for (const query of [`id=${kept.at(-1)!.id}`, 'id=0x1', 'id[]=1&id[]=2', 'id=999999999&with=abc']) {
    const answer = await desk.get(`${path}?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('A secret');
    expect(answer.text).not.toContain('class="compare"');
    expect(answer.text).toContain('by Mara');
  }
});

test('two long texts that share nothing are compared in a moment', async () => {
  const words = (seed: number) =>
    Array.from({ length: 12_000 }, (_, at) => ((at * seed) % 7919).toString(36)).join(' ');
  const { post, kept } = await rewritten(words(17), words(23));

  const { spent, result } = await processorTime(() =>
    desk.get(`/admin/posts/${post.id}/revisions?id=${kept[1]!.id}`),
  );

  expect(result.text).toMatch(/<del>[^]*<ins>/);
  expect(spent).toBeLessThan(5000);
});

test('an autosave is listed as one, compared, and can be brought back', async () => {
  const { post } = await rewritten('A heron.');
  await desk
    .post(`/admin/posts/${post.id}/autosave`)
    .type('form')
    .send({ title: 'Tides', content: 'A heron flies.' });
  const autosave = (await revisionsOf(post)).find(({ kind }) => kind === 'autosave')!;
  const path = `/admin/posts/${post.id}/revisions`;

  const { text } = await desk.get(`${path}?id=${autosave.id}`);
  await desk.post(`${path}/${autosave.id}/restore`).expect(303);

  expect(text).toContain('Autosave');
  expect(text).toContain('A heron<del> flies</del>.');
  expect((await db('posts').where({ id: post.id }).first()).content).toBe('A heron flies.');
  expect((await revisionsOf(post)).map(({ content }) => content)).toContain('A heron.');
  expect((await desk.get(`/admin/posts/${post.id}`)).text).not.toContain('Restore the autosave');
});

test('no more are kept than the owner wants; bringing one back loses none', async () => {
  const { post, kept } = await rewritten('One.', 'Two.', 'Three.', 'Four.');

  await keep('2').expect(303);
  await save(post, { content: 'Five.' });
  const two = (await revisionsOf(post)).map(({ content }) => content);
  await keep('0').expect(303);
  await save(post, { content: 'Six.' });
  const none = (await revisionsOf(post)).map(({ content }) => content);
  const [four] = await revisionsOf(post);
  await desk.post(`/admin/posts/${post.id}/revisions/${four!.id}/restore`).expect(303);
  const back = (await revisionsOf(post)).map(({ content }) => content);
  const refused = await keep('-2');
  await keep('').expect(303);
  for (const content of ['Seven.', 'Eight.', 'Nine.']) await save(post, { content });
  const all = await revisionsOf(post);

  expect(kept).toHaveLength(5);
  expect(two).toEqual(['Four.', 'Five.']);
  expect(none).toEqual(['Four.', 'Five.']);
  expect(back).toContain('Six.');
  expect(refused.status).toBe(422);
  expect(all.map(({ content }) => content)).toEqual([...back, 'Seven.', 'Eight.', 'Nine.']);
});
