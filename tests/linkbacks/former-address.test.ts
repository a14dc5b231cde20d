// tests/linkbacks/former-address.test.ts: other sites go on naming a post by the address it had under another structure.
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const keeper = await site.signIn(await site.hasUser({ role: 'administrator' }));
const post = await site.hasPost({ id: 123, slug: 'fog', ping_status: 'open' });
for (const permalink_structure of ['/archives/%post_id%', '/%postname%/']) {
  const fields = { permalink_structure, category_base: '', tag_base: '' };
  await keeper.post('/admin/settings/permalinks').type('form').send(fields).expect(303);
}
const claims = () => db('linkbacks').where({ post_id: post.id }).orderBy('id').pluck('source');

test('a trackback and a webmention to an old address are taken for the post, those to none are not', async () => {
  const trackback = await site.request
    .post('/archives/123/trackback')
    .type('form')
    .send({ url: 'http://far.example/one', title: 'One' });
  const mention = (target: string) =>
    site.request.post('/webmention').type('form').send({ source: 'http://far.example/two', target });
  const taken = await mention('http://blog.example/archives/123');
  const refused = await mention('http://blog.example/archives/124');

  expect(trackback.text).toContain('<error>0</error>');
  expect([taken.status < 300, refused.status]).toEqual([true, 400]);
  expect(await claims()).toEqual(['http://far.example/one', 'http://far.example/two']);
});
