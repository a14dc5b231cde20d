// tests/hostile-shapes.ts: what a text may be made of that costs more to set than to send.

/** Its name, and the text of about a length in UTF-16 units. */
export type Shape = [name: string, text: (length: number) => string];

const again =
  (part: string, before = '', after = '') =>
  (length: number): string =>
    before +
    part.repeat(Math.max(1, Math.floor((length - before.length - after.length) / part.length))) +
    after;

const numbered =
  (part: (at: number) => string) =>
  (length: number): string => {
    const parts: string[] = [];
    for (let at = 0, size = 0; ; at += 1) {
      const next = part(at);
      size += next.length;
      if (size > length) return parts.join('');
      parts.push(next);
    }
  };

/** Half of one, half of the other: opened so often, closed so often. */
const nested =
  (open: string, close: string, inside = 'x') =>
  (length: number): string => {
    const times = Math.floor(length / (open.length + close.length));
    return open.repeat(times) + inside + close.repeat(times);
  };

const dashes = '- '.repeat(40);

/** Of Markdown, and of plain words. */
export const markdownShapes: Shape[] = [
  ['lines', again('a\n')],
  ['paragraphs', again('a\n\n')],
  ['blank lines', again('\n', 'a', 'b')],
  ['one word', again('a')],
  ['blanks', again(' ', 'a', 'b')],
  ['hard breaks', again('a  \n')],
  ['backslash breaks', again('a\\\n')],
  ['emphasis', again('*a* ')],
  ['strong emphasis', again('**a** ')],
  ['underscores', again('_a_ ')],
  ['underscores in words', again('a_b')],
  ['asterisks', again('*')],
  ['asterisks apart', again('* ')],
  ['open emphasis', again('*a ')],
  ['open emphasis of two kinds', again('*a _b ')],
  ['emphasis that crosses', again('*a **b* c** ')],
  ['strikes', again('~~a~~ ')],
  ['spoilers', again('||a|| ')],
  ['open spoilers', again('||a ')],
  ['bars', again('|')],
  ['addresses with signs', again('www.a*')],
  ['numbers that are no list', again('7. a\n\n')],
  ['preformatted in quotes', again('> <pre>\n')],
  ['frames', again('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>')],
  ['tildes', again('~')],
  ['code', again('`a` ')],
  ['backticks', again('`')],
  ['backticks of many lengths', numbered((at) => `${'`'.repeat(at)} `)],
  ['fences', again('```\na\n```\n')],
  ['open fences', again('```\n')],
  ['tilde fences', again('~~~\na\n~~~\n')],
  ['indented lines', again('    a\n\n')],
  ['a list', again('- a\n')],
  ['empty items', again('-\n')],
  ['a loose list', again('- a\n\n')],
  ['a numbered list', numbered((at) => `${at}. a\n`)],
  ['two lists in turns', again('- a\n+ b\n')],
  ['dashes in a line', again('- ')],
  ['lists in lists, a line each', again(`${dashes}a\n`)],
  ['lists in lists, and mail addresses', again('a@b.cc ', `${dashes}a\n`.repeat(630))],
  ['a list that goes deeper', numbered((at) => `${'  '.repeat(at)}- a\n`)],
  ['quotes', again('> a\n\n')],
  ['quotes in quotes', again('>')],
  ['quotes and lists in turns', again('> - ')],
  ['quotes that go deeper', numbered((at) => `${'>'.repeat(at)} a\n`)],
  ['quotes with lists, a line each', again(`${'> - '.repeat(12)}a\n`)],
  ['headings', again('# a\n')],
  ['underlined headings', again('a\n=\n')],
  ['rules', again('---\n')],
  ['table rows', again('|a|b|\n', '|a|b|\n|-|-|\n')],
  ['wide tables', again('|a', '|a'.repeat(50) + '\n' + '|-'.repeat(50) + '\n')],
  ['tables begun', again('|a|\n|-|\n\n')],
  ['links', again('[a](b) ')],
  ['links with titles', again('[a](b "c") ')],
  ['pictures', again('![a](b) ')],
  ['square brackets', again('[')],
  ['brackets in brackets', nested('[', ']')],
  ['links in links', nested('[', '](b)')],
  ['open links', again('[a](')],
  ['open addresses of links', again('[a](<b')],
  ['references', numbered((at) => `[a${at}]: b\n`)],
  ['references used', again('[a] ', '[a]: b\n\n')],
  ['autolinks', again('<http://a.example> ')],
  ['addresses', again('http://a.example/ ')],
  ['addresses of many sites', numbered((at) => `http://a${at}.example/ `)],
  ['addresses on lines', again('https://a.example/b\n')],
  ['www addresses', again('www.a.example ')],
  ['mail addresses', again('a@b.cc ')],
  ['at signs', again('a@')],
  ['colons', again('http:')],
  ['slashes', again('//a')],
  ['one long address', again('a/', 'http://a.example/')],
  ['an address of brackets', again('(a)', 'http://a.example/')],
  ['video links on lines', again('https://www.youtube.com/watch?v=dQw4w9WgXcQ\n')],
  ['many videos', numbered((at) => `https://youtu.be/${String(at).padStart(11, 'a')}\n\n`)],
  ['sound files on lines', numbered((at) => `http://a.example/${at}.mp3\n\n`)],
  ['entities', again('&amp;')],
  ['numeric entities', again('&#65;')],
  ['open entities', again('&#')],
  ['long entities', again('&CounterClockwiseContourIntegral;')],
  ['escapes', again('\\*')],
  ['backslashes', again('\\')],
];

/** Of HTML, shortcodes, blocks and signs. */
export const htmlShapes: Shape[] = [
  ['tags', again('<b>a</b>')],
  ['open tags', again('<b>')],
  ['open links of HTML', again('<a>')],
  ['links of HTML', again('<a href="http://a.example">a</a> ')],
  ['paragraphs of HTML', again('<p>')],
  ['breaks of HTML', again('<br>')],
  ['blocks in blocks', nested('<div>', '</div>')],
  ['quotes of HTML in quotes', nested('<blockquote>', '</blockquote>')],
  ['items of HTML', again('<ul><li>a')],
  ['definitions', again('<dl><dt>a<dd>b')],
  ['tables in tables', again('<table><td>')],
  ['text in tables', again('<table>a')],
  ['table cells', again('<td>a', '<table><tr>')],
  ['formatting that repeats itself', numbered((at) => (at < 200 ? `<b id=${at}>` : '<p>x'))],
  ['misnested formatting', again('<b><i>a</b></i>')],
  ['a link around blocks', again('<a href="#"><div>')],
  ['closing tags', again('</p>')],
  ['angle brackets', again('<')],
  ['comments of HTML', again('<!-- a -->')],
  ['open comments of HTML', again('<!--')],
  ['attributes', numbered((at) => (at ? `a${at} ` : '<b '))],
  ['open attributes', again('<a title="')],
  ['styles', again('<p style="color:red;margin:1px 2px">a')],
  ['scripts', again('<script>a</script>')],
  ['raw text', again('<xmp><textarea>')],
  ['vectors', again('<svg><a>')],
  ['pictures of HTML', again('<img src="http://a.example/b.jpg" width="9">')],
  ['frames in paragraphs', again('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\n\n')],
  ['preformatted', again('<pre>a</pre>')],
  ['shortcodes', again('[gallery] ')],
  ['galleries by number', numbered((at) => `[gallery ids="${at}"] `)],
  ['open shortcodes', again('[audio ')],
  ['captions', again('[caption]<img src="a">b[/caption]')],
  ['open captions', again('[caption]')],
  ['embeds by shortcode', again('[embed]http://a.example/[/embed] ')],
  ['escaped shortcodes', again('[[gallery]]')],
  ['block comments', again('<!-- wp:group -->')],
  ['blocks of the editor', again('<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->')],
  ['reusable blocks', again('<!-- wp:block {"ref":1} /-->')],
  ['marks of pages', again('a<!--nextpage-->')],
  ['smilies', again(':) ')],
  ['straight quotes', again(`"a" 'b' `)],
  ['quote signs', again(`"'`)],
  ['dashes and dots', again('a -- b --- c ... ')],
  ['multiplied numbers', again('1x')],
  ['primes', again(`5' 6" `)],
  ['CJK', again('漢字')],
  ['CJK lines', again('漢\n')],
  ['combining marks', again('\u0301', 'a')],
  ['emoji', again('👩‍👩‍👧‍👦 ')],
  ['right to left', again('\u202eא ')],
  ['tabs', again('\ta\n')],
  ['carriage returns', again('a\r')],
  ['form feeds', again('a\f')],
  ['odd blanks', again('a\u00a0\u2003')],
  [
    'a bit of everything',
    again(`# a\n\n- *b* [c](d)\n> "e" &amp; <b>f</b>\n\nhttp://a.example/ g@h.cc :)\n\n`),
  ],
];

export const shapes = [...markdownShapes, ...htmlShapes];
