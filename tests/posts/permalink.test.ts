// tests/posts/permalink.test.ts: what addresses look like, and what they mean.
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { printAddress, readAddress } from '../../src/posts/addresses/address.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { resolveAddress } from '../../src/posts/addresses/resolve.ts';
import { permalinks } from '../../src/posts/settings.ts';
import { ensureTerm, setTerms } from '../../src/terms/queries.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
const use = (permalink_structure: string) => saveSettings(site.blog.db, permalinks, { permalink_structure });

test.each([
  ['/%year%/%monthnum%/%day%/%postname%/', '/2024/02/01/hello-world/'],
  ['/%year%/%monthnum%/%postname%/', '/2024/02/hello-world/'],
  ['/archives/%post_id%', '/archives/7'],
  ['/%postname%/', '/hello-world/'],
  ['/%year%-%monthnum%/%postname%.html', '/2024-02/hello-world.html'],
  ['/%category%/%postname%/', '/parent/child/hello-world/'],
  ['/%author%/%hour%%minute%%second%/%postname%', '/ada/091500/hello-world'],
])('the structure %s prints and reads %s', (structure, address) => {
  const parts = { year: '2024', monthnum: '02', day: '01', hour: '09', minute: '15', second: '00' };
  const named = { ...parts, post_id: '7', postname: 'hello-world', category: 'parent/child', author: 'ada' };

  const printed = printAddress(structure, named);
  const read = readAddress(structure, printed.split('/').filter(Boolean));

  expect(printed).toBe(address);
  expect(read?.postname ?? read?.post_id).toBe(structure.includes('post_id') ? '7' : 'hello-world');
});

test.each(['/%year%/%postname%/', '/%postname%-%post_id%/', '/%author%-%category%-%postname%/'])(
  'a long awkward address is read at once by %s (D16)',
  async (structure) => {
    const paths = [`${'-a'.repeat(3000)}`, `2024/${'-a'.repeat(3000)}!`, '-'.repeat(6000)];

    const { spent } = await processorTime(() => {
      for (const path of paths) readAddress(structure, path.split('/'));
    });

    expect(spent).toBeLessThan(100);
  },
);

test.each([
  ['/archives/%post_id%', '/archives-of-old/7'],
  ['/archives/%post_id%', '/archive/7'],
  ['/archives/%post_id%', '/archives/7/8'],
  ['/blog/%postname%/', '/blogger/hello-world/'],
  ['/%postname%.html', '/hello-world.html5'],
  ['/%year%/%postname%/', '/20245/hello-world/'],
  ['/%year%-%monthnum%/%postname%/', '/2024-02-03/hello-world/'],
])('the structure %s does not read %s', (structure, address) => {
  expect(readAddress(structure, address.split('/').filter(Boolean))).toBeUndefined();
});

test('a word that only begins like the structure is no address of the post', async () => {
  await use('/archives/%post_id%');
  const post = await site.hasPost();

  const right = await site.request.get(`/archives/${post.id}`);
  const tailed = await site.request.get(`/archives-of-old/${post.id}`);

  expect([right.status, tailed.status]).toEqual([200, 404]);
});

test('every structure leads to the same post, also with a feed or a page after it', async () => {
  const author = await site.hasUser({ slug: 'ada-l' });
  const post = await site.hasPost({
    slug: 'über-uns',
    author_id: author.id,
    published_at: new Date('2024-02-01T09:15:00Z'),
  });
  const parent = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'News' });
  const child = await ensureTerm(site.blog.db, { taxonomy: 'category', name: 'Near', parent_id: parent.id });
  await setTerms(site.blog.db, post.id, 'category', [child.id]);
  const structures = [
    '/%year%/%monthnum%/%day%/%postname%/',
    '/archives/%post_id%',
    '/%postname%/',
    '/%category%/%postname%/',
    '/%author%/%postname%.html',
  ];

  const found = [];
  for (const structure of structures) {
    await use(structure);
    const address = await permalink(site.blog, post);
    const alone = await resolveAddress(site.blog, address);
    const feed = await resolveAddress(site.blog, `${address}/feed/atom/`);
    found.push([address, alone?.post?.id, alone?.rest, feed?.post?.id, feed?.rest, feed?.base === address]);
  }
  await use('/%year%/%monthnum%/%day%/%postname%/');

  const rest = [post.id, [], post.id, ['feed', 'atom'], true];
  expect(found).toEqual([
    ['/2024/02/01/%c3%bcber-uns/', ...rest],
    [`/archives/${post.id}`, ...rest],
    ['/%c3%bcber-uns/', ...rest],
    ['/news/near/%c3%bcber-uns/', ...rest],
    ['/ada-l/%c3%bcber-uns.html', ...rest],
  ]);
});

test('a page wins its name over a post where names stand first, and is found below its parents', async () => {
  const about = await site.hasPost({ type: 'page', slug: 'about' });
  const team = await site.hasPost({ type: 'page', slug: 'team', parent_id: about.id });
  await site.hasPost({ slug: 'about' });
  await use('/%postname%/');

  const first = await resolveAddress(site.blog, '/about/');
  const below = await resolveAddress(site.blog, '/about/team/comment-page-2/');
  const alone = await resolveAddress(site.blog, '/team/');
  await use('/%year%/%monthnum%/%day%/%postname%/');

  expect(first?.post?.id).toBe(about.id);
  expect([below?.post?.id, below?.base, below?.rest]).toEqual([team.id, '/about/team/', ['comment-page-2']]);
  expect(alone).toBeUndefined();
});

test('drafts have a plain address, and are found by nobody through their name', async () => {
  const draft = await site.hasPost({ status: 'draft', slug: 'unfinished', published_at: null });

  const address = await permalink(site.blog, draft);
  const found = await resolveAddress(site.blog, '/2026/08/01/unfinished/');

  expect(address).toBe(`/?p=${draft.id}`);
  expect(found).toBeUndefined();
});
