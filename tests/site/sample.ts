// tests/site/sample.ts: a small lively blog, one page of every kind.
import { ensureTerm, setTerms } from '../../src/terms/queries.ts';
import type { TestBlog } from '../blog.ts';

const long = `<p>It was a bright cold day in April, and the clocks were striking thirteen. “We shall meet in the place where there is no darkness,” she had said, and he believed her — for a while.</p>
<h2>The harbour</h2>
<p>A paragraph with <a href="https://example.org/elsewhere">a link to elsewhere</a>, some <code>inline code</code>, <strong>strong words</strong> and <em>gentle ones</em>. It goes on long enough to show how lines break, what the measure is, and whether the colour of the text is easy on the eyes of a reader who stays for longer than a minute.</p>
<blockquote><p>The sea is everything. It covers seven tenths of the terrestrial globe.</p><cite>Jules Verne</cite></blockquote>
<ul><li>nets</li><li>ropes<ul><li>thin</li><li>thick</li></ul></li><li>lamps</li></ul>
<h3>A table and some code</h3>
<table><thead><tr><th scope="col">Day</th><th scope="col">Catch</th></tr></thead><tbody><tr><td>Monday</td><td>12 kg</td></tr><tr><td>Tuesday</td><td>7 kg</td></tr></tbody></table>
<pre><code>const boat = await sail({ from: 'harbour', wind: 4 });</code></pre>`;

/** Fills a blog and says where each kind of page is. */
export async function sampleBlog(site: TestBlog): Promise<Record<string, string>> {
  const { db } = site.blog;
  const ada = await site.hasUser({
    display_name: 'Ada Lindqvist',
    bio: 'Writes about boats.',
    slug: 'ada-writes',
  });
  const news = await ensureTerm(db, { taxonomy: 'category', name: 'News' });
  const near = await ensureTerm(db, { taxonomy: 'category', name: 'Near & far', parent_id: news.id });
  const sea = await ensureTerm(db, { taxonomy: 'post_tag', name: 'the sea' });
  const day = (number: number) => new Date(`2026-07-${String(number).padStart(2, '0')}T10:30:00Z`);
  const make = async (slug: string, post: Parameters<TestBlog['hasPost']>[0]) => {
    const made = await site.hasPost({ slug, author_id: ada.id, ...post });
    await setTerms(db, made.id, 'category', [near.id]);
    await setTerms(db, made.id, 'post_tag', [sea.id]);
    return made;
  };
  for (let number = 1; number <= 12; number += 1) {
    await make(`log-${number}`, { title: `Log book, entry ${number}`, published_at: day(number) });
  }
  const main = await make('a-long-walk', {
    title: 'A long walk along the harbour wall & back',
    html: long,
    published_at: day(20),
  });
  await make('pinned', { title: 'Read this first', is_sticky: true, published_at: day(3) });
  await make('locked', { title: 'Locked words', password: 'fish', published_at: day(13) });
  await make('aside', {
    title: '',
    format: 'aside',
    html: '<p>Just a thought about fog.</p>',
    published_at: day(14),
  });
  await make('quoted', {
    title: 'Somebody said',
    format: 'quote',
    html: '<blockquote><p>Fog is the sea standing up.</p></blockquote>',
    published_at: day(15),
  });
  await make('status', { title: 'Now', format: 'status', html: '<p>At sea.</p>', published_at: day(16) });
  await make('parts', {
    title: 'In parts',
    html: '<p>One.</p><!--nextpage--><p>Two.</p><!--nextpage--><p>Three.</p>',
    published_at: day(17),
  });
  await make('taken', {
    title: 'Taken over from a neighbour',
    source_name: 'The Harbour Times',
    source_url: 'https://harbour.example/fog',
    source_author: 'B. Pike',
    source_published_at: day(1),
    comment_status: 'closed',
    ping_status: 'closed',
    published_at: day(18),
  });
  const about = await site.hasPost({
    type: 'page',
    slug: 'about',
    title: 'About',
    html: '<p>Who we are.</p>',
  });
  await site.hasPost({ type: 'page', slug: 'crew', title: 'The crew', parent_id: about.id });
  await site.hasPost({ type: 'page', slug: 'contact', title: 'Contact' });
  const first = await site.hasComment({
    post_id: main.id,
    content: 'What a walk! I went there in May and saw two seals.',
  });
  await site.hasComment({
    post_id: main.id,
    parent_id: first.id,
    author_name: 'Ada Lindqvist',
    user_id: ada.id,
    content: 'Lucky you.',
  });
  await site.hasComment({ post_id: main.id, author_name: 'Ngaio', content: 'Which way did you go back?' });
  await db('posts').where({ id: main.id }).update({ comment_count: 3 });
  return {
    home: '/',
    'page 2': '/page/2/',
    single: '/2026/07/20/a-long-walk/',
    reply: `/2026/07/20/a-long-walk/?replytocom=${first.id}`,
    part: '/2026/07/17/parts/2/',
    aside: '/2026/07/14/aside/',
    taken: '/2026/07/18/taken/',
    locked: '/2026/07/13/locked/',
    page: '/about/',
    child: '/about/crew/',
    category: '/category/news/',
    tag: '/tag/the-sea/',
    author: '/author/ada-writes/',
    year: '/2026/',
    month: '/2026/07/',
    day: '/2026/07/20/',
    format: '/type/quote/',
    search: '/?s=harbour',
    'no result': '/?s=zzzz',
    'empty search': '/?s=',
    lost: '/no/such/thing/',
  };
}
