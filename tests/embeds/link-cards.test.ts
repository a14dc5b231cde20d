// tests/embeds/link-cards.test.ts: a link to any page becomes a card of its own words; what is hostile stays a link.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { embedSettings } from '../../src/embeds/settings.ts';
import type { Post } from '../../src/posts/post.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const author = await site.hasUser({ role: 'administrator' });
const desk = await site.signIn(author);
await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#07c' } })
    .png()
    .toBuffer();

/** Publishes a post that is nothing but these lines, does the background work, and gives back its address. */
async function publish(...lines: string[]): Promise<string> {
  const content = lines.join('\n\n');
  const words = { title: 'Links', content, content_format: 'html', act: 'publish', comment_status: '1' };
  const answer = await desk.post('/admin/posts/save').type('form').send(words);
  expect(answer.status).toBe(303);
  await site.work();
  const post = (await site.blog.db<Post>('posts').orderBy('id', 'desc').first())!;
  return permalink(site.blog, post);
}
const read = async (path: string) => (await site.request.get(path)).text;
const cardOf = (html: string, url: string) =>
  new RegExp(`<a class="embed-card" href="${url.replaceAll(/[?.+]/g, '\\$&')}".*?</a>`, 's').exec(html)?.[0];

test('a page is shown by its own title, description, site and picture, all of them kept here', async () => {
  const url = 'https://paper.example/stories/harbour?ref=1';
  site.web(
    url,
    `<!doctype html><html><head><title>Harbour | Paper</title>
     <link rel="icon" type="image/png" href="/sign.png">
     <meta property="og:title" content="The <b>harbour</b> &amp; its cranes">
     <meta property="og:description" content="Twelve cranes were counted.">
     <meta property="og:site_name" content="The Paper">
     <meta property="og:image" content="/cranes.png"></head><body><p>Long.</p></body></html>`,
  );
  site.web('https://paper.example/cranes.png', { content_type: 'image/png', body: await png(1600, 900) });
  site.web('https://paper.example/sign.png', { content_type: 'image/png', body: await png(180, 180) });

  const path = await publish('Look:', url, 'Good.');
  const html = await read(path);

  const card = cardOf(html, url)!;
  expect(card).toContain('The &lt;b&gt;harbour&lt;/b&gt; &amp; its cranes');
  expect(card).toContain('Twelve cranes were counted.');
  expect(card).toContain('The Paper');
  const pictures = [...card.matchAll(/<img class="(embed-\w+)" src="(\/uploads\/[^"]+)"/g)];
  expect(pictures.map(([, name]) => name)).toEqual(['embed-poster', 'embed-icon']);
  for (const [, , src] of pictures) {
    const picture = await site.request.get(src!);
    expect([picture.status, picture.type]).toEqual([200, 'image/webp']);
    expect((await sharp(picture.body as Buffer).metadata()).width).toBeLessThanOrEqual(1024);
  }
  expect(card).not.toContain('data-frame');
});

test('JSON-LD and a plain title do, and letters come in the page’s own charset', async () => {
  const [data, plain, old, cut] = ['data', 'plain', 'old', 'cut'].map((name) => `https://${name}.example/a`);
  site.web(
    data!,
    `<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Site"},{"@type":["NewsArticle"],
     "headline":"Told by data","author":[{"name":"Grace"}],"publisher":{"name":"Data Daily"}}]}</script>
     <script type="application/ld+json">{broken</script>`,
  );
  site.web(plain!, '<title>\n Plain  title </title><meta name="description" content="In a few words">');
  site.web(old!, {
    content_type: 'text/html',
    body: Buffer.from('<meta charset="shift_jis"><title>\x93\xfa\x96{</title>', 'latin1'),
  });
  site.web(cut!, { content_type: 'text/html', body: Buffer.from('<title>Caf\xe9</title>', 'latin1') });

  const html = await read(await publish(data!, plain!, old!, cut!));

  expect(cardOf(html, data!)).toMatch(/Data Daily[^]*Told by data[^]*Grace/);
  expect(cardOf(html, plain!)).toMatch(/plain\.example[^]*>Plain title<[^]*In a few words/);
  expect(cardOf(html, old!)).toContain('日本');
  expect(cardOf(html, cut!)).toContain('Café');
});

test('pages that say nothing, are no pages, or want to do harm stay plain links', async () => {
  const hostile: Record<string, Parameters<typeof site.web>[1] | undefined> = {
    'https://silent.example/': '<body><p>No title at all.</p></body>',
    'https://deep.example/': `<title>Deep</title>${'<div>'.repeat(5000)}`,
    'https://growing.example/': `${Array.from({ length: 3000 }, (_, at) => `<b id="${at}${'x'.repeat(50)}"><p>`).join('')}<title>Grown</title>`,
    'https://endless.example/': { body: Buffer.from(`<title>Bomb</title>${' '.repeat(9000)}`), is_cut: true },
    'https://gone.example/': { status: 404, body: Buffer.from('<title>Not found</title>') },
    'https://away.example/': undefined,
  };
  for (const [url, page] of Object.entries(hostile)) if (page !== undefined) site.web(url, page);
  site.web(
    'https://script.example/',
    '<title><script>alert(1)</script>"><img src=x onerror=alert(2)></title>',
  );
  site.web(
    'https://posterless.example/',
    '<title>Told</title><meta property="og:image" content="http://127.0.0.1/inside.png"><meta property="og:image" content="x">',
  );
  const files = ['https://files.example/report.pdf', 'https://files.example/archive.tar.gz'];

  const html = await read(
    await publish(
      ...Object.keys(hostile),
      ...files,
      'https://script.example/',
      'https://posterless.example/',
    ),
  );

  for (const url of [...Object.keys(hostile), ...files]) {
    expect(cardOf(html, url)).toBeUndefined();
    expect(html).toContain(`<a href="${url}">`);
  }
  expect(await site.blog.db('embeds').whereIn('url', files)).toEqual([]);
  expect(html).not.toMatch(/<script>alert|<img src=x|onerror=alert\(2\)>/);
  expect(cardOf(html, 'https://script.example/')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(cardOf(html, 'https://posterless.example/')).not.toContain('<img');
});

test('a picture that is none, or too large, is left out; nothing of the file itself is kept', async () => {
  const url = 'https://odd.example/';
  site.web(url, '<title>Odd</title><meta property="og:image" content="https://odd.example/a.png">');
  site.web('https://odd.example/a.png', {
    content_type: 'image/png',
    body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  });

  const html = await read(await publish(url));

  expect(cardOf(html, url)).toContain('Odd');
  expect(cardOf(html, url)).not.toContain('<img');
});

test('a link in a comment is asked about once the comment is approved, and not before', async () => {
  const url = 'https://asked.example/page';
  site.web(url, '<title>Asked later</title>');
  const post = await site.hasPost();
  const comment = { comment_post_ID: post.id, author: 'Bea', email: 'bea@example.com' };
  await saveSettings(site.blog.db, discussion, { comment_moderation: true });
  await site.request
    .post('/comments')
    .type('form')
    .send({ ...comment, comment: `See\n\n${url}` });
  await site.work();
  const early = site.fetched.includes(url);
  const { id } = (await site.blog.db('comments').orderBy('id', 'desc').first()) as { id: number };

  await desk.post(`/admin/comments/${id}/approve`).type('form').send({ back: '' });
  await site.work();
  const html = await read(await permalink(site.blog, post));

  expect(early).toBe(false);
  expect(cardOf(html, url)).toContain('Asked later');
  await saveSettings(site.blog.db, discussion, { comment_moderation: false });
});

test('the owner switches cards off and on again, and posts follow', async () => {
  const url = 'https://switched.example/';
  site.web(url, '<title>Switched</title>');
  const path = await publish(url);
  const shown = cardOf(await read(path), url);
  const all = { link_cards_in_comments: '1', embed_archive_copies: '1', embed_pictures_mb: '500' };

  await desk.post('/admin/settings/embeds').type('form').send(all);
  await site.work();
  const off = await read(path);
  await desk
    .post('/admin/settings/embeds')
    .type('form')
    .send({ ...all, link_cards_in_posts: '1' });
  await site.work();
  const on = await read(path);

  expect(shown).toContain('Switched');
  expect(cardOf(off, url)).toBeUndefined();
  expect(off).toContain(`<a href="${url}">`);
  expect(cardOf(on, url)).toContain('Switched');
});

test('when the room for pictures is full, cards come without', async () => {
  const url = 'https://full.example/';
  site.web(url, '<title>Full</title><meta property="og:image" content="/a.png">');
  site.web('https://full.example/a.png', { content_type: 'image/png', body: await png(300, 200) });
  await saveSettings(site.blog.db, embedSettings, { embed_pictures_mb: 0 });

  const html = await read(await publish(url));

  expect(cardOf(html, url)).toContain('Full');
  expect(cardOf(html, url)).not.toContain('<img');
  await saveSettings(site.blog.db, embedSettings, { embed_pictures_mb: 500 });
});
