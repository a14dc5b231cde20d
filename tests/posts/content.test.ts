// tests/posts/content.test.ts: what an author writes becomes what readers see.
import fs from 'node:fs';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { parseHtml, printHtml } from '../../src/base/html/parse.ts';
import { cleanPost } from '../../src/base/html/sanitize.ts';
import { attribute, remove } from '../../src/base/html/tree.ts';
import type { Media } from '../../src/media/media.ts';
import { beforeMore, pagesOf } from '../../src/posts/content/pages.ts';
import { renderContent, type Written } from '../../src/posts/content/render.ts';
import { startBlog } from '../blog.ts';
import { saxesItems } from './wxr.ts';

const site = await startBlog();

async function rendered(content: string, more: Partial<Written> = {}): Promise<string> {
  const { html } = await renderContent(site.blog, { content, content_format: 'html', ...more });
  return html;
}

describe('classic text', () => {
  test('blank lines make paragraphs, quotes become typographic, smilies smile', async () => {
    expect(await rendered('"One" -- two...\n\nthree :)')).toBe('<p>“One” — two…</p>\n<p>three 🙂</p>');
  });

  test('a caption becomes a figure with its words beneath', async () => {
    const html = await rendered(
      '[caption id="attachment_6" align="alignleft" width="300"]<a href="/x"><img src="/y.jpg" alt="Y"></a> A <em>caption</em>[/caption]',
    );

    expect(html).toBe(
      '<figure id="attachment_6" class="wp-caption alignleft" style="width:300px"><a href="/x">' +
        '<img src="/y.jpg" alt="Y" decoding="async"></a><figcaption class="wp-caption-text">A <em>caption</em></figcaption></figure>',
    );
  });

  test.each([
    ['[[gallery]] stays', '<p>[gallery] stays</p>'],
    ['[[caption]x[/caption]]', '<p>[caption]x[/caption]</p>'],
    ['[unknown a="b"] stays', '<p>[unknown a=“b”] stays</p>'],
    ['[caption]no picture[/caption]', '<p>[caption]no picture[/caption]</p>'],
    ['[caption never closed', '<p>[caption never closed</p>'],
    ['<code>[gallery]</code>', '<p><code>[gallery]</code></p>'],
    [
      '<a href="[gallery]" title="[embed]https://youtu.be/dQw4w9WgXcQ[/embed]">x</a>',
      '<p><a href="[gallery]" title="[embed]https://youtu.be/dQw4w9WgXcQ[/embed]">x</a></p>',
    ],
  ])('shortcodes that are escaped, unknown or broken stay text: %s (A6)', async (written, shown) => {
    expect(await rendered(written)).toBe(shown);
  });

  test('a shortcode torn open by tags does nothing (A6)', async () => {
    const html = await rendered(`[caption code=">]</a><a onmouseover='alert(1)'>x</a>`);

    expect(html).toContain('[caption code=');
    expect(html).not.toContain('onmouseover');
  });

  test('audio and video shortcodes become players, however their address is given', async () => {
    const html = await rendered(
      '[audio https://example.com/a.mp3]\n\n[video width="640" height="360" mp4="/uploads/b.mp4" loop="on"][/video]\n\n[audio src="javascript:alert(1)"]',
    );

    expect(html).toContain(
      '<figure class="wp-block-audio"><audio controls preload="none" src="https://example.com/a.mp3">',
    );
    expect(html).toContain(
      '<video controls preload="metadata" loop width="640" height="360" playsinline src="/uploads/b.mp4">',
    );
    expect(html).not.toContain('javascript');
  });

  test('a gallery without ids shows the pictures of its post, one with ids those, in their order', async () => {
    const post = await site.hasPost();
    const first = await hasPicture({ post_id: post.id, file: '2026/08/one.jpg', caption: 'One' });
    const second = await hasPicture({ file: '2026/08/two.jpg', alternative_text: 'Two' });

    const own = await rendered('[gallery]', { id: post.id });
    const named = await renderContent(site.blog, {
      content: `[gallery ids="${second.id},${first.id}" columns="2" link="none"]`,
      content_format: 'html',
    });

    expect(own).toContain('<figure class="wp-block-gallery has-nested-images columns-3 is-cropped">');
    expect(own).toContain('<figcaption>One</figcaption>');
    expect(own).not.toContain('two');
    expect(named.html).toMatch(/columns-2.*two.*alt="Two".*one/s);
    expect(new Set(named.media_ids)).toEqual(new Set([first.id, second.id]));
  });
});

describe('links alone on a line', () => {
  const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';

  test.each([
    ['its own line', `before\n${video}\nafter`],
    ['its own paragraph', `before\n\n${video}\n\nafter`],
    ['an embed shortcode', `before\n\n[embed width="400"]${video}[/embed]\n\nafter`],
    ['an old frame', `before\n\n<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\n\nafter`],
    [
      'an old plug-in',
      `before\n\n<object><param name="movie" value="http://www.youtube.com/v/dQw4w9WgXcQ"><embed src="http://www.youtube.com/v/dQw4w9WgXcQ"></object>\n\nafter`,
    ],
    [
      'an embed block',
      `<p>before</p><!-- wp:embed {"url":"${video}"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n${video}\n</div></figure><!-- /wp:embed --><p>after</p>`,
    ],
    [
      'an old embed block',
      `<p>before</p><!-- wp:core-embed/youtube {"url":"${video}"} --><figure class="wp-block-embed-youtube"><div class="wp-block-embed__wrapper">${video}</div></figure><!-- /wp:core-embed/youtube --><p>after</p>`,
    ],
  ])('%s shows a card between the paragraphs', async (_name, content) => {
    const { html, embed_urls } = await renderContent(site.blog, { content, content_format: 'html' });

    expect(embed_urls).toEqual([video]);
    expect(html).toMatch(
      /<p>before<\/p>\s*<figure class="wp-block-embed[^>]*>.*embed-card.*<\/figure>\s*<p>after<\/p>/s,
    );
    expect(html).not.toContain('<iframe');
  });

  test('Markdown shows the same card', async () => {
    const { html, embed_urls } = await renderContent(site.blog, {
      content: `# Title\n\nSome *words*.\n\n${video}\n`,
      content_format: 'markdown',
    });

    expect(embed_urls).toEqual([video]);
    expect(html).toMatch(
      /^<h1>Title<\/h1>\s*<p>Some <em>words<\/em>\.<\/p>\s*<figure class="wp-block-embed">/,
    );
  });

  test('a link in a sentence stays a link, and one to no service is an ordinary link until its card is there', async () => {
    const { html, embed_urls } = await renderContent(site.blog, {
      content: `see ${video} now\n\nhttps://example.com/page--one`,
      content_format: 'html',
    });

    expect(embed_urls).toEqual(['https://example.com/page--one']);
    expect(html).toBe(
      `<p>see ${video} now</p>\n<p><a href="https://example.com/page--one">https://example.com/page--one</a></p>`,
    );
  });

  test('a link to a media file becomes a player that loads nothing by itself', async () => {
    expect(await rendered('https://example.com/talk.mp3')).toContain(
      '<audio controls preload="none" src="https://example.com/talk.mp3">',
    );
  });

  test('odd addresses bring nothing foreign onto the page (C10)', async () => {
    const odd = [
      'https://www.youtube.com/watch?v="><script>alert(1)</script>',
      `https://www.youtube.com/watch?v=dQw4w9WgXcQ"onmouseover="alert(1)`,
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&x=</a><img src=x onerror=alert(1)>',
      "https://youtu.be/dQw4w9WgXcQ?'onload='alert(1)",
      'javascript://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
      'https://www.youtube.com/embed/dQw4w9WgXcQ?autoplay=1&origin=javascript:alert(1)',
    ];

    const html = await rendered(odd.map((one) => `${one}\n\n[embed]${one}[/embed]`).join('\n\n'));

    expect(html).toContain('embed-card');
    expect(html).not.toMatch(/<[^>]*\son\w+=/i);
    expect(html).not.toMatch(/<(script|iframe)|href="javascript/i);
  });
});

test('elements that HTML has given up are said in today’s words', async () => {
  const html = await rendered(
    '<center><font color="red" size="5">a</font></center><p align="right"><strike>b</strike> <tt>c</tt></p><table width="50%" border="1"><tr><td valign="top">d</td></tr></table><img src="/e.jpg" align="left">',
  );

  expect(html.replaceAll('\n', '')).toBe(
    '<div style="text-align:center"><span style="color:red;font-size:1.5em">a</span></div><p style="text-align:right"><s>b</s> <code>c</code></p>' +
      '<table style="width:50%"><tbody><tr><td style="vertical-align:top">d</td></tr></tbody></table><p><img src="/e.jpg" class="alignleft" alt="" decoding="async"></p>',
  );
});

describe('block posts', () => {
  test('saved HTML stays, delimiters go, classic text between blocks gets paragraphs', async () => {
    const html = await rendered(
      '<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading">A</h3>\n<!-- /wp:heading -->\n\nloose\n\ntext\n\n' +
        '<!-- wp:group {"layout":{"type":"flex","flexWrap":"nowrap"}} -->\n<div class="wp-block-group"><!-- wp:paragraph -->\n<p>B</p>\n<!-- /wp:paragraph --></div>\n<!-- /wp:group -->\n<!-- wp:latest-posts {"postsToShow":3} /-->',
    );

    expect(html.replaceAll(/\s*\n\s*/g, '')).toBe(
      '<h3 class="wp-block-heading">A</h3><p>loose</p><p>text</p><div class="wp-block-group is-layout-flex is-nowrap"><p>B</p></div>',
    );
  });

  test('what the site makes anew leaves nothing of its pattern', async () => {
    const html = await rendered(
      '<!-- wp:query {"a":1} --><div class="wp-block-query"><!-- wp:post-title /--> pattern</div><!-- /wp:query --><!-- wp:paragraph --><p>kept</p><!-- /wp:paragraph -->',
    );

    expect(html).toBe('<p>kept</p>');
  });

  test('a reusable block shows its content', async () => {
    const block = await site.hasPost({
      type: 'wp_block',
      content: '<!-- wp:paragraph --><p>shared</p><!-- /wp:paragraph -->',
    });

    expect(await rendered(`<!-- wp:block {"ref":${block.id}} /--><!-- wp:block {"ref":999999} /-->`)).toBe(
      '<p>shared</p>',
    );
  });

  test('the picture of an old cover becomes a picture', async () => {
    expect(
      await rendered(
        '<!-- wp:cover --><div class="wp-block-cover" style="background-image:url(/c.jpg);min-height:200px"><p>x</p></div><!-- /wp:cover -->',
      ),
    ).toBe(
      '<div class="wp-block-cover" style="min-height:200px"><img class="wp-block-cover__image-background" src="/c.jpg" alt="" decoding="async"><p>x</p></div>',
    );
  });
});

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

describe('through everything', () => {
  test.each([
    ['character references', '&#'.repeat(20_000)],
    ['asterisks', '*'.repeat(50_000)],
    ['angle brackets', '<'.repeat(50_000)],
    ['square brackets', '['.repeat(50_000)],
    ['open shortcodes', '[audio '.repeat(8_000)],
    ['open captions', '[caption]'.repeat(6_000)],
    ['nested tags', '<div>'.repeat(20_000)],
    ['quotes', `"'`.repeat(25_000)],
    ['block comments', '<!-- wp:group -->'.repeat(5_000)],
    ['blank lines', 'a\n\n'.repeat(15_000)],
    ['addresses', 'https://youtu.be/x\n'.repeat(3_000)],
  ])('%s without end are rendered or refused at once (A9)', async (_name, content) => {
    for (const content_format of ['html', 'markdown'] as const) {
      const start = process.cpuUsage();
      const status = await renderContent(site.blog, { content, content_format }).then(
        () => 200,
        (error: { status?: number }) => error.status,
      );

      expect([200, 422]).toContain(status);
      expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2);
    }
  });

  const shared = process.env.SHARED_DATA ?? path.resolve(import.meta.dirname, '../../../shared');
  const present = ['theme-unit-test', 'comprehensive', 'small-export']
    .map((name) => path.join(shared, 'data', `${name}.wxr.xml`))
    .filter((file) => fs.existsSync(file));

  test.skipIf(!present.length)(
    'every text of real exports renders, is stable and well formed (skipped without ../shared)',
    async () => {
      const validate = new HtmlValidate({
        root: true,
        rules: {
          'close-order': 'error',
          'element-permitted-content': 'error',
          'no-dup-id': 'error',
          'no-dup-attr': 'error',
          'void-content': 'error',
        } as Record<string, 'error'>,
      });
      for (const item of present.flatMap((file) => saxesItems(fs.readFileSync(file, 'utf8')))) {
        const html = await rendered(item.content, { id: item.id });
        const report = await validate.validateString(
          `<!doctype html><html lang="en"><body><main><article>${html}</article></main></body></html>`,
        );
        const plain = html.replaceAll(/<figure class="wp-block-embed[^]*?<\/figure>/g, '');

        expect(
          report.results.flatMap(({ messages }) =>
            messages.map(({ ruleId, message }) => `${ruleId} ${message}`),
          ),
          item.title,
        ).toEqual([]);
        expect(cleanPost(plain), item.title).toBe(plain);
      }
    },
  );

  const golden = path.join(shared, 'golden');

  test.skipIf(!fs.existsSync(golden))(
    'texts come out as from WordPress itself (skipped without ../shared)',
    async () => {
      const written = new Map(
        saxesItems(fs.readFileSync(path.join(golden, 'wxr/all.xml'), 'utf8')).map(({ id, content }) => [
          id,
          content,
        ]),
      );
      const answers = ['pages', 'posts-category', 'posts-slug'].flatMap(
        (name) =>
          JSON.parse(fs.readFileSync(path.join(golden, `rest/${name}.json`), 'utf8')) as {
            id: number;
            content: { rendered: string };
          }[],
      );
      expect(answers.length).toBeGreaterThan(5);
      for (const { id, content } of answers) {
        const ours = await rendered(written.get(id)!);

        expect(comparable(ours), `post ${id}`).toBe(comparable(content.rendered));
      }
    },
  );
});

/** Without what differs on purpose: classes, galleries, white space, the paragraph around a mark. */
function comparable(html: string): string {
  const tree = parseHtml(html.replaceAll(/<p>(<!--\w+-->)<\/p>/g, '$1'));
  visit(tree, 'element', (element) => {
    delete element.properties.className;
  });
  remove(tree, (node) => node.type === 'element' && attribute(node, 'id').startsWith('gallery'));
  return printHtml(tree)
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/\n?(<\/?(?:blockquote|p|ul|li|h2|pre)>|<!--\w+-->)\n?/g, '$1')
    .replace(/<p><\/p><br>\s*(End.*?)<p><\/p>/, '<p>$1</p>')
    .trim();
}

async function hasPicture(media: Partial<Media>): Promise<Media> {
  const { renditions = [], ...columns } = media;
  const [row] = await site.blog
    .db<Media>('media')
    .insert({
      name: 'picture.jpg',
      mime_type: 'image/jpeg',
      status: 'ready',
      width: 900,
      height: 600,
      renditions: JSON.stringify(renditions) as unknown as Media['renditions'],
      ...columns,
    })
    .returning('*');
  return row!;
}
