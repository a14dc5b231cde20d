// tests/rest/lists.test.ts: collections of posts by every parameter, and what strangers do not find in them.
import { beforeAll, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { asNobody, asUser, refusalOf, type Ask } from './client.ts';

const site = await startBlog({ SITE_URL: 'http://localhost' });
const { db } = site.blog;
const nobody = asNobody(site);
const ids: Record<string, number> = {};
let editor: Ask;
let contributor: Ask;

beforeAll(async () => {
  const edith = await site.hasUser({ login: 'edith', role: 'editor' });
  const con = await site.hasUser({ login: 'con', role: 'contributor' });
  editor = await asUser(site, edith);
  contributor = await asUser(site, con);
  const rows = [
    { title: 'Alpha', slug: 'alpha', published_at: new Date('2026-01-01T10:00:00Z'), author_id: edith.id },
    {
      title: 'Beta',
      slug: 'beta',
      published_at: new Date('2026-02-01T10:00:00Z'),
      is_sticky: true,
      author_id: con.id,
    },
    {
      title: 'Gamma sea',
      slug: 'gamma',
      published_at: new Date('2026-03-01T10:00:00Z'),
      format: 'aside' as const,
    },
    { title: 'Delta', slug: 'delta', content: 'by the sea', published_at: new Date('2026-04-01T10:00:00Z') },
    { title: 'Draft', slug: 'draft', status: 'draft' as const, published_at: null, author_id: con.id },
    { title: 'Private', slug: 'private', status: 'private' as const, author_id: edith.id },
    {
      title: 'Foreign draft',
      slug: 'foreign',
      status: 'draft' as const,
      published_at: null,
      author_id: edith.id,
    },
  ];
  for (const row of rows) ids[row.slug] = (await site.hasPost({ status: 'publish', ...row })).id;
  const category = async (name: string, parent?: number) =>
    (await editor('post', '/wp/v2/categories', { name, parent })).body.id as number;
  ids.news = await category('News');
  ids.local = await category('Local', ids.news);
  const tag = (await editor('post', '/wp/v2/tags', { name: 'tide' })).body.id as number;
  ids.tide = tag;
  await editor('post', `/wp/v2/posts/${ids.alpha}`, { categories: [ids.news] });
  await editor('post', `/wp/v2/posts/${ids.beta}`, { categories: [ids.local], tags: [tag] });
  await db('posts')
    .where({ id: ids.alpha })
    .update({ modified_at: new Date('2026-06-01T00:00:00Z') });
});

const slugs = async (query: string, ask: Ask = nobody) =>
  ((await ask('get', `/wp/v2/posts?${query}`)).body as { slug: string }[]).map(({ slug }) => slug);

test.each([
  ['', ['delta', 'gamma', 'beta', 'alpha']],
  ['order=asc', ['alpha', 'beta', 'gamma', 'delta']],
  ['orderby=title', ['gamma', 'delta', 'beta', 'alpha']],
  ['orderby=slug&order=asc', ['alpha', 'beta', 'delta', 'gamma']],
  ['orderby=id&order=asc', ['alpha', 'beta', 'gamma', 'delta']],
  ['per_page=2&page=2', ['beta', 'alpha']],
  ['per_page=2&offset=1', ['gamma', 'beta']],
  ['after=2026-01-15T00:00:00&before=2026-03-15T00:00:00Z', ['gamma', 'beta']],
  ['modified_before=2026-06-15T00:00:00', ['alpha']],
  ['sticky=true', ['beta']],
  ['sticky=false', ['delta', 'gamma', 'alpha']],
  ['slug=alpha,delta', ['delta', 'alpha']],
  ['slug[]=alpha&slug[]=delta&orderby=include_slugs', ['alpha', 'delta']],
  ['format=aside', ['gamma']],
  ['search=sea', ['delta', 'gamma']],
  ['search=sea&orderby=relevance', ['gamma', 'delta']],
  ['search=sea&search_columns=post_title', ['gamma']],
  ['search=sea%20-gamma', ['delta']],
  ['search=%25', []],
])('posts?%s', async (query, wanted) => {
  expect(await slugs(query)).toEqual(wanted);
});

test('posts by numbers: of terms, of authors, of themselves', async () => {
  const { alpha, beta, news, local, tide } = ids as Record<string, number>;

  expect(await slugs(`include=${beta},${alpha}&orderby=include`)).toEqual(['beta', 'alpha']);
  expect(await slugs(`exclude=${alpha}&exclude[]=${beta}`)).toEqual(['delta', 'gamma', 'alpha']);
  expect(await slugs(`categories=${news}`)).toEqual(['alpha']);
  expect(await slugs(`categories[terms]=${news}&categories[include_children]=true`)).toEqual([
    'beta',
    'alpha',
  ]);
  expect(await slugs(`categories[terms]=${news},${local}&categories[operator]=AND`)).toEqual([]);
  expect(await slugs(`categories=${news}&tags=${tide}`)).toEqual([]);
  expect(await slugs(`categories=${news}&tags=${tide}&tax_relation=OR`)).toEqual(['beta', 'alpha']);
  expect(await slugs(`categories_exclude=${news}&tags_exclude=${tide}`)).toEqual(['delta', 'gamma']);
  expect(await slugs('author=999999')).toEqual([]);
});

test('how many there are, and where the others stand', async () => {
  const answer = await nobody('get', '/wp/v2/posts?per_page=1&page=2&order=asc');
  const behind = await nobody('get', '/wp/v2/posts?page=9');
  const first = await nobody('get', '/wp/v2/posts?orderby=id&order=asc&per_page=2&after_id=0');
  const [, next] = /<([^>]+)>; rel="next"/.exec(first.headers.link!)!;
  const second = await site.request.get(next!.replace('http://localhost', ''));

  expect(answer.headers).toMatchObject({ 'x-wp-total': '4', 'x-wp-totalpages': '4' });
  expect(answer.headers.link).toContain('per_page=1&page=1&order=asc>; rel="prev"');
  expect(answer.headers.link).toContain('per_page=1&page=3&order=asc>; rel="next"');
  expect(refusalOf(behind)).toEqual([400, 'rest_post_invalid_page_number']);
  expect(second.body.map(({ slug }: { slug: string }) => slug)).toEqual(['gamma', 'delta']);
  expect(first.headers).not.toHaveProperty('x-wp-total');
});

test.each([
  ['per_page=101', 'per_page'],
  ['format=aside,aside', 'format'],
  ['per_page=0', 'per_page'],
  ['page=abc', 'page'],
  ['page=99999999999999999999999', 'page'],
  ['orderby=bogus', 'orderby'],
  ['after=yesterday', 'after'],
  ['include=a', 'include'],
  ['status=draft', 'status'],
  ['status=nonsense', 'status'],
  ['after_id=3', 'after_id'],
  ['categories[terms]=x', 'categories'],
])('posts?%s is refused and named', async (query, name) => {
  const answer = await nobody('get', `/wp/v2/posts?${query}`);

  expect(refusalOf(answer)).toEqual([400, 'rest_invalid_param']);
  expect(Object.keys(answer.body.data.params as object)).toEqual([name]);
});

test('strangers find no drafts, contributors their own alone, and nobody’s list counts what it hides', async () => {
  const drafts = await contributor('get', '/wp/v2/posts?status=draft');
  const mine = await contributor('get', '/wp/v2/posts?status=any&context=edit');

  expect(await slugs('status=draft', contributor)).toEqual(['draft']);
  expect(drafts.headers['x-wp-total']).toBe('1');
  expect((await slugs('status=draft,private', editor)).toSorted()).toEqual(['draft', 'foreign', 'private']);
  expect(mine.headers['x-wp-total']).toBe('5');
  expect(refusalOf(await nobody('get', '/wp/v2/posts?context=edit'))).toEqual([
    401,
    'rest_forbidden_context',
  ]);
  for (const slug of ['draft', 'private', 'foreign'])
    expect(refusalOf(await nobody('get', `/wp/v2/posts/${ids[slug]}`))).toEqual([401, 'rest_forbidden']);
  expect(refusalOf(await contributor('get', `/wp/v2/posts/${ids.foreign}`))).toEqual([403, 'rest_forbidden']);
  expect(refusalOf(await contributor('get', `/wp/v2/posts/${ids.beta}?context=edit`))).toEqual([
    403,
    'rest_forbidden_context',
  ]);
});

test('_embed brings authors and terms with a few statements, however many posts', async () => {
  const counted = async (query: string) => {
    let statements = 0;
    const count = () => void (statements += 1);
    db.on('query', count);
    const answer = await nobody('get', `/wp/v2/posts?${query}`);
    db.removeListener('query', count);
    return { statements, body: answer.body };
  };

  const some = await counted('_embed=author,wp:term&per_page=3');
  const all = await counted('_embed=author,wp:term&per_page=4');

  const [, , beta] = all.body;
  expect(beta._embedded['wp:term']).toMatchObject([[{ name: 'Local' }], [{ name: 'tide' }]]);
  expect(beta._embedded.author).toMatchObject([{ slug: 'con-public' }]);
  expect(all.statements).toBeLessThanOrEqual(some.statements);
  expect(all.statements).toBeLessThan(20);
});
