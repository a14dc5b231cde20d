// tests/posts/live-lists.test.ts: lists of the site within a text are as the site is when the page is made.
import { expect, test } from 'vitest';
import { renderContent } from '../../src/posts/content/render.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();

async function shows(content: string, more: Partial<Post> = {}): Promise<Post> {
  const rendered = await renderContent(site.blog, { content, content_format: 'html' });
  return site.hasPost({ type: 'page', content, ...rendered, ...more });
}

const page = async ({ slug }: Post): Promise<string> => (await site.request.get(`/${slug}/`)).text;

test.each([
  [
    'latest posts',
    '<!-- wp:latest-posts {"postsToShow":2,"displayPostDate":true} /-->',
    /High water.*August 1, 2026/s,
  ],
  ['archives', '<!-- wp:archives {"showPostCounts":true} /-->', /href="\/2026\/08\/">August 2026<\/a>/],
  [
    'a query',
    '<!-- wp:query {"query":{"perPage":3}} --><div class="wp-block-query"><!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template --></div><!-- /wp:query -->',
    /High water/,
  ],
  ['pages', '<!-- wp:page-list /-->', /A page of all/],
  ['categories', '<!-- wp:categories /-->', /href="\/category\/tides\/">Tides<\/a>/],
  ['tags', '<!-- wp:tag-cloud {"numberOfTags":9} /-->', /href="\/tag\/quay\/">Quay<\/a>/],
  ['latest comments', '<!-- wp:latest-comments /-->', /Bo on High water/],
])('%s', async (_name, block, expected) => {
  const before = await shows(`<!-- wp:paragraph --><p>Before</p><!-- /wp:paragraph -->${block}`, {
    title: 'A page of all',
  });
  const [first] = await site.blog.db('posts').where({ title: 'High water' });
  if (!first) {
    const post = await site.hasPost({ title: 'High water' });
    await site.hasComment({ post_id: post.id, author_name: 'Bo', status: 'approve' });
    for (const [taxonomy, slug, name] of [
      ['category', 'tides', 'Tides'],
      ['post_tag', 'quay', 'Quay'],
    ]) {
      const [term] = await site.blog
        .db('terms')
        .insert({ taxonomy, slug, name, post_count: 1 })
        .returning('id');
      await site.blog.db('post_terms').insert({ post_id: post.id, term_id: (term as { id: number }).id });
    }
  }

  const text = await page(before);

  expect(text).toMatch(/<p>Before<\/p>/);
  expect(text).toMatch(expected);
  expect(text).not.toContain('<!--live');
});

test('a list changes with the site, and stands on each page of a text', async () => {
  const list = '<!-- wp:latest-posts {"postsToShow":1} /-->';
  const post = await shows(`<p>One</p>${list}<!--nextpage--><p>Two</p>${list}`, { slug: 'two-pages' });
  await site.hasPost({ title: 'The newest', published_at: new Date('2026-08-01T08:59:00Z') });
  await site.blog.db('posts').where({ title: 'High water' }).update({ title: 'Low water' });

  const first = await page(post);
  const second = (await site.request.get('/two-pages/2/')).text;

  for (const text of [first, second]) {
    expect(text).toMatch(/live-list-recent-posts[^]*(?:Low water|The newest)/);
    expect(text).not.toContain('High water');
  }
});

test('what is no list of ours is nothing', async () => {
  const post = await shows(
    '<p>a</p><!--live:constructor 3--><!--live:recent_posts 5 other--><!-- wp:search /-->b',
  );

  const text = await page(post);

  expect(text).not.toMatch(/<!--live|live-list/);
});
