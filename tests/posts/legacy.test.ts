// tests/posts/legacy.test.ts: forms of texts that editors, plugins and services of earlier years left are shown as they were meant.
import { expect, test } from 'vitest';
import { rendered } from './content-kit.ts';

const youtube = 'https://www.youtube.com';
const real = 'http://e.example/real.jpg';

test.each<[string, string, RegExp, RegExp?]>([
  // pictures and frames that wait for a script
  [
    'data-src beside a placeholder',
    `<img class="lazy" src="data:image/gif;base64,R0lGOD" data-src="${real}">`,
    /src="http:\/\/e\.example\/real\.jpg"/,
    /data:/,
  ],
  [
    'data-lazy-src and noscript',
    `<img data-lazy-src="${real}"><noscript><img src="${real}"></noscript>`,
    /^<p><img [^>]*src="http:\/\/e\.example\/real\.jpg"[^>]*><\/p>$/,
  ],
  [
    'data-original beside a grey picture',
    `<img src="/js/grey.gif" data-original="${real}">`,
    /src="http:\/\/e\.example\/real\.jpg"/,
  ],
  [
    'a picture with another size in data-src',
    `<img src="http://e.example/a.jpg" data-src="${real}">`,
    /src="http:\/\/e\.example\/a\.jpg"/,
  ],
  [
    'data-srcset',
    `<img class="lazyload" data-src="${real}" data-srcset="${real} 1x, http://e.example/b.jpg 2x">`,
    /srcset="http:\/\/e\.example\/real\.jpg 1x/,
  ],
  [
    'words in noscript',
    `<noscript>Only here <img src="${real}"></noscript>`,
    /Only here <img [^>]*real\.jpg/,
  ],
  [
    'a linked lazy picture',
    `<a href="/x"><img data-src="${real}"></a><noscript><a href="/x"><img src="${real}"></a></noscript>`,
    /^<p><a href="\/x"><img [^>]*real\.jpg[^>]*><\/a><\/p>$/,
  ],
  ['amp-img', `<amp-img src="${real}" width="10" height="10"></amp-img>`, /<img [^>]*real\.jpg/],
  [
    'a lazy frame',
    `<iframe data-src="${youtube}/embed/dQw4w9WgXcQ" src="about:blank"></iframe>`,
    /watch\?v=dQw4w9WgXcQ/,
  ],
  ['a script in data-src', '<img class="lazy" data-src="javascript:alert(1)">', /^(?!.*javascript)/],
  // notes
  ['an anchor by name', '<a href="#fn1">1</a> and <a name="fn1"></a>Note', /<a id="fn1"><\/a>Note/],
  [
    'a note of Word',
    '<a href="#_ftnref1" name="_ftn1">[1]</a> x',
    /<a href="#_ftnref1" id="_ftn1">\[1\]<\/a>/,
  ],
  ['a name beside an id', '<a name="a" id="b">x</a>', /<a id="b">x<\/a>/],
  // mathematics and drawings
  [
    'MathML',
    '<math display="block"><msup><mi>x</mi><mn>2</mn></msup></math>',
    /<math display="block"><msup><mi>x<\/mi><mn>2<\/mn><\/msup><\/math>/,
  ],
  [
    'MathML with TeX beside it',
    '<math><semantics><mrow><mi>a</mi><mo stretchy="false">-</mo></mrow><annotation encoding="application/x-tex">a--"b"</annotation></semantics></math>',
    /<mo stretchy="false">-<\/mo>.*<annotation encoding="application\/x-tex">a--"b"<\/annotation>/,
  ],
  [
    'MathML that links',
    '<math href="javascript:alert(1)"><mi href="http://e.example" onclick="x()">x</mi></math>',
    /<math><mi>x<\/mi><\/math>/,
    /href|onclick/,
  ],
  [
    'MathML that holds a script',
    '<math><mtext><script>alert(1)</script><style>x</style><mglyph src="x"></mglyph></mtext><annotation-xml encoding="text/html"><b>x</b></annotation-xml></math>y',
    /y/,
    /script|style|alert|mglyph|annotation-xml/,
  ],
  [
    'a drawing with words',
    '<p>a <svg viewBox="0 0 1 1"><title>The  tide</title><style>x{}</style><path d="M0"/><text>high <tspan>water</tspan></text></svg> b</p>',
    /a <span class="drawing-words">The tide high water<\/span> b/,
    /path|x\{\}/,
  ],
  ['a drawing without words', '<p>a<svg><path d="M0"/></svg>b</p>', /<p>ab<\/p>/],
  // blocks
  [
    'social links',
    '<!-- wp:social-links --><ul class="wp-block-social-links"><!-- wp:social-link {"url":"https://e.example/me","service":"mastodon"} /--><!-- wp:social-link {"url":"me@e.example","service":"mail","label":"Write"} /--></ul><!-- /wp:social-links -->',
    /<ul class="wp-block-social-links">.*<a href="https:\/\/e\.example\/me"[^>]*>Mastodon<\/a>.*<a href="mailto:me@e\.example"[^>]*>Write<\/a>/s,
  ],
  [
    'a social link that is a script',
    '<!-- wp:social-link {"url":"javascript:alert(1)","service":"x"} /-->',
    /X/,
    /javascript/,
  ],
  [
    'a playlist',
    '<!-- wp:playlist --><figure class="wp-block-playlist"><!-- wp:playlist-track {"id":1,"src":"http://e.example/a.mp3","title":"Tide","artist":"Ada"} /--></figure><!-- /wp:playlist -->',
    /<audio [^>]*src="http:\/\/e\.example\/a\.mp3".*Tide – Ada/s,
  ],
  [
    'an accordion',
    '<!-- wp:accordion --><div class="wp-block-accordion"><!-- wp:accordion-item --><div class="wp-block-accordion-item"><h3 class="wp-block-accordion-heading"><button type="button" class="wp-block-accordion-heading__toggle"><span class="wp-block-accordion-heading__toggle-title">Title</span><span class="wp-block-accordion-heading__toggle-icon" aria-hidden="true">+</span></button></h3><div role="region" class="wp-block-accordion-panel"><p>Inside</p></div></div><!-- /wp:accordion-item --></div><!-- /wp:accordion -->',
    /<details class="wp-block-details"><summary>Title<\/summary>.*<p>Inside<\/p>/s,
    /\+|<h3/,
  ],
  // codes to embed
  [
    'a post of Facebook',
    '<div class="fb-post" data-href="https://www.facebook.com/zuck/posts/123"></div>',
    /href="https:\/\/www\.facebook\.com\/zuck\/posts\/123"/,
  ],
  [
    'a video of Facebook',
    '<div class="fb-video" data-href="https://www.facebook.com/zuck/videos/123/" data-width="500"></div>',
    /facebook\.com\/zuck\/videos\/123/,
  ],
  [
    'a post of Facebook nobody reads',
    '<div class="fb-post" data-href="javascript:x"></div>',
    /^(?!.*javascript)/,
  ],
  [
    'TikTok',
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/123" data-video-id="123"><section></section></blockquote><script async src="https://www.tiktok.com/embed.js"></script>',
    /tiktok\.com\/@a\/video\/123/,
    /<blockquote|<script/,
  ],
  [
    'Instagram',
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/ABCDE/?utm=1"><a href="https://www.instagram.com/p/ABCDE/">View this post on Instagram</a></blockquote>',
    /instagram\.com\/p\/ABCDE/,
    /<blockquote/,
  ],
  [
    'Instagram with its words',
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/ABCDE/"><p>Our harbour at dusk</p></blockquote>',
    /instagram\.com\/p\/ABCDE.*<blockquote[^>]*>\s*<p>Our harbour at dusk/s,
  ],
  [
    'amp-youtube',
    '<amp-youtube data-videoid="dQw4w9WgXcQ" width="480"></amp-youtube>',
    /watch\?v=dQw4w9WgXcQ/,
  ],
  ['amp-vimeo', '<amp-vimeo data-videoid="27246366"></amp-vimeo>', /vimeo\.com\/27246366/],
  [
    'a frame of this site',
    '<iframe src="/local/page.html"></iframe>',
    /<a href="\/local\/page\.html">\/local\/page\.html<\/a>/,
  ],
  [
    'a frame beside the page',
    '<iframe src="map.html" title="A map"></iframe>',
    /<a href="map\.html">A map<\/a>/,
  ],
  ['a frame with a script', '<iframe src="javascript:alert(1)"></iframe>x', /^<p>x<\/p>$/],
  [
    'a tweet keeps its words',
    '<blockquote class="twitter-tweet"><p>High water</p>— Ada <a href="https://twitter.com/ada/status/1">1 May</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>',
    /<blockquote[^>]*>.*High water.*status\/1/s,
    /<p><\/p>|<script/,
  ],
  // lists and channels of YouTube
  [
    'a list',
    `<iframe src="${youtube}/embed/videoseries?list=PLabc123"></iframe>`,
    /youtube\.com\/playlist\?list=PLabc123/,
    /watch\?v=videoseries/,
  ],
  [
    'a list in another order',
    `<iframe src="${youtube}/embed?listType=playlist&amp;list=PLabc123"></iframe>`,
    /playlist\?list=PLabc123/,
  ],
  [
    'a channel that is live',
    `<iframe src="${youtube}/embed/live_stream?channel=UCabc"></iframe>`,
    /youtube\.com\/channel\/UCabc\/live/,
    /watch\?v=live_stream/,
  ],
  [
    'a video of a list',
    `<iframe src="${youtube}/embed/dQw4w9WgXcQ?list=PLabc123&start=42"></iframe>`,
    /watch\?v=dQw4w9WgXcQ&(?:amp;)?list=PLabc123&(?:amp;)?t=42/,
  ],
  [
    'a video',
    `<iframe src="${youtube}-nocookie.com/embed/dQw4w9WgXcQ?rel=0"></iframe>`.replace(
      '.com-nocookie',
      '-nocookie',
    ),
    /watch\?v=dQw4w9WgXcQ/,
  ],
  // listings
  [
    'WP-Syntax',
    '<pre lang="java">List<String> a;\nif (a < b && c) {}</pre>',
    /<pre><code class="language-java">List&lt;String> a;\nif \(a &lt; b &amp;&amp; c\) \{\}<\/code><\/pre>/,
  ],
  [
    'SyntaxHighlighter in pre',
    '<pre class="brush: php">echo "<b>--</b>";</pre>',
    /<code class="language-php">echo "&lt;b>--&lt;\/b>";<\/code>/,
  ],
  ['PHP in pre', '<pre>a <?php echo "x"; ?> b</pre>', /<pre>a &lt;\?php echo "x"; \?> b<\/pre>/],
  [
    '[code]',
    '[code]\n"a" -- b\n<i>c</i>\n[/code]',
    /<pre><code>"a" -- b\n&lt;i>c&lt;\/i><\/code><\/pre>/,
    /<br/,
  ],
  [
    '[sourcecode]',
    'x\n\n[sourcecode language="js"]let a = "b";\n\n\nc[/sourcecode]\n\ny',
    /<p>x<\/p>\s*<pre><code class="language-js">let a = "b";\n\n\nc<\/code><\/pre>\s*<p>y<\/p>/,
  ],
  ['[code] that is shown', '[[code]x[/code]]', /\[code\]x\[\/code\]/, /<pre/],
  ['[code] without end', '[code] and <b>x</b>', /\[code\] and <b>x<\/b>/],
  [
    'pre of the block editor',
    '<!-- wp:code --><pre class="wp-block-code"><code>a &lt; b</code></pre><!-- /wp:code -->',
    /<pre class="wp-block-code"><code>a &lt; b<\/code><\/pre>/,
  ],
  ['an ordinary pre with tags', '<pre>a <b>bold</b></pre>', /<pre>a <b>bold<\/b><\/pre>/],
  // captions
  [
    'markup in a caption',
    `[caption id="attachment_1" width="300" caption="A <em>fine</em> day"]<img src="${real}">[/caption]`,
    /<figure[^>]*>.*<figcaption[^>]*>A <em>fine<\/em> day<\/figcaption>/s,
    /\[caption/,
  ],
  [
    'a link in a caption',
    `[caption width="300" caption='By <a href="http://e.example/" title="x">Ada</a>']<a href="/x"><img src="${real}"></a>[/caption]`,
    /<figcaption[^>]*>By <a href="http:\/\/e\.example\/" title="x">Ada<\/a><\/figcaption>/,
  ],
  // shortcodes that are shown
  ['an escaped gallery', '[[gallery ids="1,2"]]', /\[gallery ids="1,2"\]/],
  [
    'a shortcode of a plugin',
    'See [form to="a -- b"\n subject=\'it\'] "now"',
    /\[form to="a -- b" subject='it'\] “now”/,
    /<br/,
  ],
  ['brackets that are none', '[he said "x" -- y]', /\[he said “x” — y\]/],
  // what is left of nothing
  ['a script alone', '<p><script>x</script></p><p>a</p>', /^<p>a<\/p>$/],
  ['a list to choose from', '<p><select><option>a</option></select></p>b', /b/, /<p><\/p>/],
  ['strong that was not closed', 'a <strong>b\n\n<strong>\n</strong>c', /b/, /<strong>\s*<\/strong>/],
  ['a blank that was meant', '<p>a</p><p>&nbsp;</p><p>b</p>', /<p>(?:&nbsp;|\u00a0)<\/p>/],
  ['an empty place with an id', '<p id="place"></p>a', /<p id="place"><\/p>/],
])('%s', async (_name, content, shown, hidden) => {
  const html = await rendered(content);

  expect(html).toMatch(shown);
  if (hidden) expect(html).not.toMatch(hidden);
});
