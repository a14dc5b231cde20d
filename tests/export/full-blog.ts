// tests/export/full-blog.ts: a blog with one of everything that can leave.
import { bringLines, bringMenu } from '../../src/menus/bring.ts';
import type { Media } from '../../src/media/media.ts';
import { startBlog, type TestBlog } from '../blog.ts';

export interface FullBlog {
  site: TestBlog;
  picture: Media;
  ids: { post: number; draft: number; page: number; category: number; comment: number };
}

/** Numbers of posts and media meet: WordPress numbers both together, this engine each for itself. */
export async function startFullBlog(): Promise<FullBlog> {
  const site = await startBlog();
  const { db } = site.blog;
  await useBerlin(site);
  const ada = await site.hasUser({ login: 'ada', display_name: 'Ada & <Co>', role: 'author' });
  const reader = await site.hasUser({ login: 'reader', role: 'subscriber' });
  const [above] = await db('terms')
    .insert({ taxonomy: 'category', name: 'Häfen', slug: 'häfen', description: 'All of them.\n' })
    .returning('*');
  const [below] = await db('terms')
    .insert({ taxonomy: 'category', name: 'North & sea', slug: 'north', parent_id: above.id })
    .returning('*');
  const post = await site.hasPost({
    title: 'Ropes & <knots>',
    slug: 'ropes',
    content: '<!-- wp:paragraph -->\n<p>One ]]> two\u0007 [gallery ids="2"]</p>\n<!-- /wp:paragraph -->',
    excerpt: 'Short & <b>good</b>',
    author_id: ada.id,
    is_sticky: true,
    format: 'aside',
    password: 'secret word',
    template: 'wide.html',
    seo_title: 'Found by ropes',
    canonical: 'source',
    source_url: 'https://first.example/ropes',
    source_name: 'First',
    source_published_at: new Date('2024-02-03T04:05:06Z'),
    meta: JSON.stringify({ colour: ['red', 'blue'], _yoast_wpseo_title: ['%%title%% %%sep%%'] }) as never,
  });
  const draft = await site.hasPost({
    status: 'draft',
    published_at: null,
    slug: '',
    content: '*star*',
    content_format: 'markdown',
    parent_id: null,
  });
  const page = await site.hasPost({ type: 'page', title: 'Child', slug: 'child', author_id: ada.id });
  await db('posts')
    .where({ id: page.id })
    .update({ parent_id: (await site.hasPost({ type: 'page', slug: 'top' })).id });
  await site.hasPost({
    status: 'trash',
    former_status: 'draft',
    published_at: null,
    trashed_at: new Date('2026-07-01T00:00:00Z'),
  });
  await db('post_terms').insert([{ post_id: post.id, term_id: below.id, position: 0 }]);
  await db('former_addresses').insert({ post_id: post.id, slug: 'cordage' });
  const [picture] = await db('media')
    .insert({
      file: '2026/07/abcdef.png',
      name: 'Quay at night.png',
      slug: 'quay',
      mime_type: 'image/png',
      width: 64,
      height: 48,
      status: 'ready',
      title: 'Quay',
      caption: 'At night',
      alternative_text: 'The quay',
      uploaded_by: ada.id,
      uploaded_at: new Date('2026-07-02T10:00:00Z'),
    })
    .returning<Media[]>('*');
  const [sent] = await db('media')
    .insert({
      file: '2026/07/reader.png',
      name: 'reader.png',
      slug: 'reader',
      mime_type: 'image/png',
      source: 'comment',
      is_public: false,
      status: 'ready',
      uploaded_at: new Date('2026-07-03T10:00:00Z'),
      post_id: post.id,
    })
    .returning<Media[]>('*');
  await db('posts').where({ id: post.id }).update({ featured_media_id: picture!.id });
  await addComments(site, post.id, sent!.id, reader.id);
  const menu = await bringMenu(db, 'Main & only');
  const none = { title: '', post_id: null, term_id: null, url: '' };
  await bringLines(
    db,
    menu,
    [
      { ...none, key: 'a', depth: 0, kind: 'post', post_id: page.id },
      { ...none, key: 'b', depth: 1, kind: 'term', term_id: above.id, title: 'Harbours' },
      { ...none, key: 'c', depth: 0, kind: 'link', title: 'Away', url: 'https://away.example/' },
    ],
    new Map(),
  );
  const [{ id: comment }] = await db('comments').where({ content: 'Held, with a picture ]]>' });
  return {
    site,
    picture: picture!,
    ids: { post: post.id, draft: draft.id, page: page.id, category: below.id, comment },
  };
}

async function addComments(
  site: TestBlog,
  post_id: number,
  media_id: number,
  user_id: number,
): Promise<void> {
  const first = await site.hasComment({
    post_id,
    content: 'First',
    user_id,
    posted_at: new Date('2026-07-04T10:00:00Z'),
    meta: JSON.stringify({ rating: ['5'] }) as never,
  });
  const held = await site.hasComment({
    post_id,
    status: 'hold',
    parent_id: first.id,
    content: 'Held, with a picture ]]>',
    posted_at: new Date('2026-07-05T10:00:00Z'),
  });
  await site.hasComment({
    post_id,
    type: 'pingback',
    content: '[…] a link […]',
    author_url: 'https://other.example/p?a=1&b=2',
    posted_at: new Date('2026-07-06T10:00:00Z'),
  });
  await site.hasComment({
    post_id,
    status: 'trash',
    former_status: 'approve',
    status_changed_at: new Date('2026-07-08T00:00:00Z'),
    content: 'Gone',
    posted_at: new Date('2026-07-07T10:00:00Z'),
  });
  await site.hasComment({
    post_id,
    status: 'spam',
    content: 'Buy',
    posted_at: new Date('2026-07-07T11:00:00Z'),
  });
  await site.blog
    .db('attachments')
    .insert({ comment_id: held.id, media_id, position: 0, alternative_text: 'What a reader saw' });
  // More than leave with one portion.
  for (let number = 0; number < 45; number += 1)
    await site.hasComment({
      post_id,
      parent_id: first.id,
      content: `Reply ${number}`,
      posted_at: new Date(`2026-07-09T10:00:${10 + number}Z`),
    });
}

export async function useBerlin({ blog: { db } }: TestBlog): Promise<void> {
  await db('settings').insert({ name: 'timezone_string', value: JSON.stringify('Europe/Berlin') });
}
