// tests/posts/content.test.ts: what an author writes becomes what readers see.
import { describe, expect, test } from 'vitest';
import { renderContent } from '../../src/posts/content/render.ts';
import { site, rendered, hasPicture } from './content-kit.ts';

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
    ['[unknown a="b"] stays', '<p>[unknown a="b"] stays</p>'],
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
      '<h3 class="wp-block-heading">A</h3><p>loose</p><p>text</p><div class="wp-block-group is-layout-flex is-nowrap"><p>B</p></div><!--live:recent_posts 3-->',
    );
  });

  test('what the site makes anew leaves its place, and nothing of its pattern', async () => {
    const html = await rendered(
      '<!-- wp:query {"a":1} --><div class="wp-block-query"><!-- wp:post-title /--> pattern</div><!-- /wp:query --><!-- wp:paragraph --><p>kept</p><!-- /wp:paragraph -->',
    );

    expect(html).toBe('<!--live:recent_posts 0--><p>kept</p>');
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
