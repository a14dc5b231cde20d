// tests/posts/content-pictures.test.ts: pictures in a text, and the marks that cut it.
import { describe, expect, test } from 'vitest';
import { beforeMore, pagesOf } from '../../src/posts/content/pages.ts';
import { renderContent } from '../../src/posts/content/render.ts';
import { site, rendered, hasPicture } from './content-kit.ts';

describe('pictures', () => {
  const renditions = [
    { name: 'medium', file: '2026/08/big-300x200.jpg', width: 300, height: 200 },
    { name: 'large', file: '2026/08/big-1024x683.jpg', width: 1024, height: 683 },
    { name: 'thumbnail', file: '2026/08/big-150x150.jpg', width: 150, height: 150 },
  ].map((one) => ({ ...one, mime_type: 'image/jpeg', byte_size: 1 }));

  test('one of our own gets its size and the other sizes of its shape to choose from', async () => {
    const media = await hasPicture({ file: '2026/08/big.jpg', width: 3000, height: 2000, renditions });

    const { html, media_ids } = await renderContent(site.blog, {
      content: '<img src="/uploads/2026/08/big-300x200.jpg">',
      content_format: 'html',
    });

    expect(media_ids).toEqual([media.id]);
    expect(html).toContain('src="/uploads/2026/08/big-300x200.jpg" alt="" width="300" height="200"');
    expect(html).toContain(
      'srcset="/uploads/2026/08/big-300x200.jpg 300w, /uploads/2026/08/big-1024x683.jpg 1024w"',
    );
    expect(html).toContain('sizes="(max-width: 300px) 100vw, 300px"');
    expect(html).toContain('fetchpriority="high"');
  });

  test('one of the site that was imported is shown from here', async () => {
    await hasPicture({
      file: '2026/08/kept.jpg',
      width: 800,
      height: 600,
      remote_url: 'https://old.example/wp-content/uploads/2013/03/photo.jpg',
      alternative_text: 'A photo',
    });

    const html = await rendered(
      '<a href="https://old.example/wp-content/uploads/2013/03/photo.jpg"><img src="http://old.example/wp-content/uploads/2013/03/photo-300x225.jpg"></a>',
    );

    expect(html).toBe(
      '<p><a href="/uploads/2026/08/kept.jpg"><img src="/uploads/2026/08/kept.jpg" alt="A photo" width="300" height="225" decoding="async" fetchpriority="high"></a></p>',
    );
  });

  test('the fourth and all after it wait until they come near', async () => {
    const html = await rendered(
      Array.from({ length: 5 }, (_, at) => `<img src="/${at}.jpg" alt="">`).join(''),
    );

    expect(html.match(/<img[^>]*>/g)!.map((one) => one.includes('loading="lazy"'))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  test('a post is drawn again when its picture is ready and when its card knows more', async () => {
    const url = 'https://www.youtube.com/watch?v=aaaaaaaaaaa';
    const media = await hasPicture({
      file: '2026/08/late.jpg',
      width: null,
      height: null,
      status: 'waiting',
    });
    const written = {
      content: `<img src="/uploads/2026/08/late.jpg" alt="">\n\n${url}`,
      content_format: 'html' as const,
    };
    const post = await site.hasPost({ ...written, ...(await renderContent(site.blog, written)) });
    const { showEmbed, showMedia } = await import('../../src/posts/content/rerender.ts');

    await site.blog.db('media').where({ id: media.id }).update({ status: 'ready', width: 600, height: 400 });
    await showMedia(site.blog, { media_id: media.id });
    await site.blog
      .db('embeds')
      .insert({ url, status: 'ready', title: 'The title', provider: 'YouTube' })
      .onConflict('url')
      .merge();
    await showEmbed(site.blog, { url });

    const { html } = await site.blog.db('posts').where({ id: post.id }).first<{ html: string }>('html');
    expect(html).toContain('width="600" height="400"');
    expect(html).toContain('The title');
  });

  test('posts of an older pipeline are drawn again in the background', async () => {
    const { rerenderOld } = await import('../../src/posts/content/rerender.ts');
    const post = await site.hasPost({ content: 'a\n\nb', html: 'old', html_version: 0 });

    await rerenderOld(site.blog, {});

    const { html } = await site.blog.db('posts').where({ id: post.id }).first<{ html: string }>('html');
    expect(html).toBe('<p>a</p>\n<p>b</p>');
  });
});

describe('marks that cut a post', () => {
  test('more and nextpage survive rendering and cut well-formed parts', async () => {
    const html = await rendered(
      '<div class="x">one\n\ntwo<!--more Read on-->three</div>\n\n<!--nextpage-->\n\nfour',
    );

    expect(beforeMore(html)).toEqual({
      html: '<div class="x">\n<p>one</p>\n<p>two</p>\n</div>',
      more: 'Read on',
    });
    expect(pagesOf({ id: 7, html })).toEqual([
      '<div class="x">\n<p>one</p>\n<p>two</p>\n</div><span id="more-7"></span><div class="x">\n<p>three</p>\n</div>',
      '<p>four</p>',
    ]);
  });

  test('with noteaser the post alone begins after the mark', () => {
    expect(pagesOf({ id: 7, html: '<p>a</p><!--more--><!--noteaser--><p>b</p>' })).toEqual([
      '<span id="more-7"></span><p>b</p>',
    ]);
  });

  test('a mark in an attribute cuts nothing', () => {
    const html = '<p title="<!--more--><!--nextpage-->">a</p>';

    expect(beforeMore(html)).toBeUndefined();
    expect(pagesOf({ id: 7, html })).toEqual([html]);
  });
});
