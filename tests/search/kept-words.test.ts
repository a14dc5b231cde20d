// tests/search/kept-words.test.ts: the words that searches look in follow the text, and rows of an older fold are found meanwhile.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { eraseComment } from '../../src/comments/own/queries.ts';
import { updateComment } from '../../src/comments/queries/write.ts';
import { storeRendered } from '../../src/posts/content/queries.ts';
import { htmlVersion } from '../../src/posts/content/render.ts';
import { updatePost } from '../../src/posts/queries/write.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';

const site = await startBlog();
const { db } = site.blog;

async function found(typed: string): Promise<string[]> {
  const { text } = await site.request.get('/').query({ s: typed });
  return [...text.matchAll(/<li class="result[^]*?<h2>([^]*?)<\/h2>/g)].map(([, title]) =>
    title!.replace(/<[^>]*>/g, '').trim(),
  );
}

test('a change of the title, of the excerpt or of the text leaves the words of the others', async () => {
  const post = await site.hasPost({
    title: 'ΑΛΦΑ one',
    excerpt: 'ΒΗΤΑ',
    content: 'x',
    html: '<p>ΓΑΜΜΑ 東京都</p>',
  });
  const all = async (words: string[]) => Promise.all(words.map(async (word) => (await found(word)).length));

  await updatePost(db, post.id, { title: 'ΔΕΛΤΑ two' });
  const titled = await all(['αλφα', 'δελτα', 'βητα', 'γαμμα', '京都']);
  await updatePost(db, post.id, { excerpt: 'ΖΗΤΑ' });
  const shortened = await all(['βητα', 'ζητα', 'δελτα', 'γαμμα']);
  await storeRendered(db, { ...post, content: 'x' }, { html: '<p>ΘΗΤΑ</p>', html_version: htmlVersion });
  const rendered = await all(['γαμμα', 'θητα', 'δελτα', 'ζητα', '"δελτα two"']);
  await updatePost(db, post.id, { status: 'private' });

  expect(titled).toEqual([0, 1, 1, 1, 1]);
  expect(shortened).toEqual([0, 1, 1, 1]);
  expect(rendered).toEqual([0, 1, 1, 1, 1]);
  expect(await all(['θητα'])).toEqual([0]);
});

test('a comment is found by its new words and its new name, and erased by none', async () => {
  const post = await site.hasPost({ title: 'Under' });
  const { id } = await site.hasComment({ post_id: post.id, author_name: 'ΚΑΠΠΑ', content: 'ΛΑΜΔΑ' });

  await updateComment(db, id, { author_name: 'ΜΥΣ' });
  const named = [await found('καππα'), await found('μυς'), await found('λαμδα')];
  await updateComment(db, id, { content: 'ΝΥΣ', html: '<p>ΝΥΣ</p>' });
  const said = [await found('λαμδα'), await found('νυς'), await found('μυς')];
  await eraseComment(db, id, site.blog.now());

  expect(named).toEqual([[], ['ΜΥΣ on Under'], ['ΜΥΣ on Under']]);
  expect(said).toEqual([[], ['ΜΥΣ on Under'], ['ΜΥΣ on Under']]);
  const [row] = await db('comments').where({ id }).select<{ words: string }[]>('words');
  expect(row!.words).toBe('');
});

test('rows that were there before are found as before, and in all scripts when the background has made them anew', async () => {
  const texts = `'<p>Old mooring words, ΟΔΟΣ, 我们看了一场电影</p>'`;
  await db.raw(
    `INSERT INTO posts (title, slug, status, published_at, content, html, html_version)
     VALUES ('Of old', 'of-old', 'publish', now(), ${texts}, ${texts}, 1)`,
  );
  const { id } = await site.hasPost({ title: 'Talk of old' });
  await db.raw(
    `INSERT INTO comments (post_id, status, author_name, content, html, html_version)
     VALUES (:id, 'approve', 'Olga', ${texts}, ${texts}, 1)`,
    { id },
  );
  const both = ['Of old', 'Olga on Talk of old'];
  // What is shown is made anew at once: so what is not found is asked first.
  const before = [await found('电影'), await found('mooring -words'), await found('mooring')];

  await addJob(site.blog, 'posts.rerender');
  await addJob(site.blog, 'comments.render-old');
  await site.work();

  expect(before).toEqual([[], [], both]);
  expect([await found('mooring'), await found('电影'), await found('οδός')]).toEqual([both, both, both]);
  expect(await found('mooring -电影')).toEqual([]);
});

test.each([
  [
    'the background makes them anew',
    async () => {
      await db('walks').delete();
      await addJob(site.blog, 'posts.rerender');
      await addJob(site.blog, 'comments.render-old');
      await site.work();
    },
  ],
  [
    'their text alone changes',
    async (post: number, comment: number) => {
      const change = { content: '<p>Other</p>', html: '<p>Other</p>' };
      await updatePost(db, post, change);
      await updateComment(db, comment, change);
    },
  ],
])(
  'titles, excerpts and names of rows that were there before are found in all scripts when %s',
  async (_when, make) => {
    await db('comments').delete();
    await db('posts').delete();
    const text = { content: '<p>Text</p>', html: '<p>Text</p>', html_version: 1 };
    const row = {
      title: '看电影',
      excerpt: '纪录片很好',
      slug: 'seen',
      status: 'publish',
      published_at: site.blog.now(),
      ...text,
    };
    const [post] = await db('posts').insert(row).returning('id');
    const { id } = await site.hasPost({ title: 'Talk' });
    const said = { post_id: id, status: 'approve', author_name: '小王子', ...text };
    const [comment] = await db('comments').insert(said).returning('id');
    const all = async () => [await found('电影'), await found('录片'), await found('王子')];
    const before = await all();

    await make(post.id, comment.id);

    expect(before).toEqual([[], [], []]);
    expect(await all()).toEqual([['看电影'], ['看电影'], ['小王子 on Talk']]);
  },
);

test('titles come first, then texts; of the same worth the newest', async () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, number));
  await site.hasPost({ title: 'Said once, first', html: '<p>windlass</p>', published_at: day(1) });
  await site.hasPost({
    title: 'Said once, later',
    html: '<p>A windlass in many more words.</p>',
    published_at: day(3),
  });
  await site.hasPost({ title: 'Windlass of old', html: '<p>Nothing.</p>', published_at: day(2) });
  await site.hasPost({
    title: 'Often said',
    html: `<p>${'windlass rope '.repeat(50)}</p>`,
    published_at: day(1),
  });
  await site.hasPost({ title: 'Windlass rope', html: '<p>Nothing.</p>', published_at: day(1) });

  expect(await found('windlass')).toEqual([
    'Windlass of old',
    'Windlass rope',
    'Often said',
    'Said once, later',
    'Said once, first',
  ]);
  expect((await found('windlass rope')).slice(0, 2)).toEqual(['Windlass rope', 'Often said']);
});

test('a text of the beginnings of comments is read once', async () => {
  const { id } = await site.hasPost();

  const { spent } = await processorTime(() => updatePost(db, id, { title: '<!-- windmill '.repeat(20_000) }));

  expect(spent).toBeLessThan(2000);
  expect(await found('windmill')).toHaveLength(1);
});

test('a feed of a search finds the same', async () => {
  await site.hasPost({ title: 'Feed of films', html: '<p>昨天看了一场纪录片很好</p>' });

  const feed = async (words: string) =>
    (await site.request.get(`/search/${encodeURIComponent(words)}/feed/rss2/`)).text;

  expect(await feed('纪录片')).toContain('Feed of films');
  expect(await feed('录纪片')).not.toContain('Feed of films');
});

test('a word far down in a very long text is found, and a text of uncommon words is kept', async () => {
  const many = Array.from({ length: 60_000 }, (_, number) =>
    String.fromCodePoint(0x4e00 + ((number * 7919) % 20_000)),
  );
  await site.hasPost({ title: 'Novel', html: `<p>${many.join('')}</p><p>最后一句话鯨魚出現</p>` });
  await site.hasPost({
    title: 'List',
    html: `<p>${many.map((letter, number) => `${number}${letter}x`).join(' ')}</p>`,
  });

  expect(await found('鯨魚出現')).toEqual(['Novel']);
  expect(await found('"0一"')).toEqual(['List']);
});
