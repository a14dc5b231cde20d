// tests/import/faults.test.ts: exports that are no proper XML: one fault costs one item at most, and the summary tells of it.
import { expect, test } from 'vitest';
import type { Post } from '../../src/posts/post.ts';
import { processorTime } from '../processor-time.ts';
import { startBlog } from '../blog.ts';
import { bring, comment, item, wxr } from './kit.ts';

const site = await startBlog();
let number = 0;

const broken = (good: string, part: string, fault: string) => {
  expect(good).toContain(part);
  return good.replace(part, fault);
};
const titled = (title: string) =>
  item(1, 'Words.', { title }).replace(/<title>.*<\/title>/, `<title>${title}</title>`);
const withMeta = (value: string) =>
  item(1, 'Words.', {
    more: '<wp:postmeta><wp:meta_key>a</wp:meta_key><wp:meta_value>VALUE</wp:meta_value></wp:postmeta>',
  }).replace('VALUE', value);
const withText = (section: string) => broken(item(1, 'TEXT'), '<![CDATA[TEXT]]>', section);

test.each<[string, string, Partial<Post>, string]>([
  ['a bare &', titled('Ropes & knots &c'), { title: 'Ropes & knots &c' }, 'a bare “&”'],
  [
    'a bare & in an address',
    titled('x').replace('<wp:post_id>', '<link>http://old.example/?a=1&b=2</link><wp:post_id>'),
    {},
    'a',
  ],
  ['an entity of HTML', titled('Ropes&nbsp;&eacute; &amp; &hellip;'), { title: 'Ropes é & …' }, 'an entity'],
  ['an unknown entity', titled('a &unheard; b'), { title: 'a &unheard; b' }, 'an entity'],
  [
    'a forbidden reference',
    withMeta('bad &#x1F;&#0; ref&#xFFFF;'),
    { meta: { a: ['bad  ref'] } },
    'a character',
  ],
  [
    'a reference beyond all characters',
    withMeta('x&#99999999;&#x110000;y'),
    { meta: { a: ['xy'] } },
    'a character',
  ],
  [
    'references that are right',
    withMeta('&#65;&#x42; &lt; & x'),
    { meta: { a: ['AB < & x'] } },
    'a bare “&”',
  ],
  [
    'a section in a section',
    withText('<![CDATA[a <![CDATA[b]]> c]]>'),
    { content: 'a <![CDATA[b]]> c' },
    'a text section',
  ],
  ['an end of a section within one', withText('<![CDATA[a]]> b]]>'), { content: 'a]]> b' }, 'a text section'],
  [
    'two sections in a section',
    withText('<![CDATA[a <![CDATA[b]]> c <![CDATA[d]]> e]]>'),
    { content: 'a <![CDATA[b]]> c <![CDATA[d]]> e' },
    'a text section',
  ],
  ['an end of a section in words', titled('a ]]> b'), { title: 'a ]]> b' }, 'a text section'],
  [
    'a section without end',
    withText('<![CDATA[a b'),
    { content: 'a b', status: 'publish' },
    'a text section',
  ],
  [
    'an element without end',
    withMeta('v').replace('v</wp:meta_value>', 'v'),
    { meta: { a: ['v'] } },
    'an element',
  ],
  [
    'an address without end',
    broken(item(1, 'Words.'), '<wp:post_id>', '<wp:attachment_url>http://old.example/a.jpg<wp:post_id>'),
    { status: 'publish', slug: 'post-1' },
    'an element',
  ],
  [
    'an end too many',
    broken(item(1, 'Words.'), '<wp:post_id>', '</wp:meta_value><wp:post_id>'),
    { status: 'publish' },
    'an end',
  ],
  ['HTML that is not escaped', titled('One<br>two <b>three</b>'), { title: 'One two three' }, ''],
  ['a < in words', titled('1 < 2 <3'), { title: '1 < 2 <3' }, 'a “<”'],
  [
    'a category without quotation marks',
    broken(item(1, 'x'), '<wp:post_id>', '<category domain=category nicename="a&b">A</category><wp:post_id>'),
    { status: 'publish' },
    'a bare',
  ],
  ['an item without end', broken(item(1, 'Words.'), '</item>', ''), { content: 'Words.' }, 'an element'],
])('%s', async (_name, faulty, expected, told) => {
  number += 10;
  const shift = (text: string) =>
    text.replaceAll('<![CDATA[1]]>', `<![CDATA[${number}]]>`).replaceAll('post-1]', `post-${number}]`);
  const file = wxr(
    shift(item(2, 'Before').replaceAll('2]]', `${number + 1}]]`)) +
      shift(faulty) +
      item(number + 2, 'After.'),
  );
  const before = await site.blog.db<Post>('posts').count<{ count: number }[]>();

  const results = [];
  for (const size of [7, 65_536]) results.push(await bring(site, file, { size }));

  const posts = await site.blog
    .db<Post>('posts')
    .whereBetween('id', [number, number + 2])
    .orderBy('id');
  expect(results.map(({ problem }) => problem)).toEqual([undefined, undefined]);
  expect(posts.map(({ id }) => id)).toEqual([number, number + 1, number + 2]);
  const { slug, ...rest } = expected;
  expect(posts[0]).toMatchObject({ ...rest, ...(slug && { slug: `post-${number}` }) });
  expect(posts[2]).toMatchObject({ content: 'After.', status: 'publish' });
  for (const { rows } of results)
    expect(rows.find(({ kind }) => kind === 'posts')!.reasons.join()).toContain(told);
  const after = await site.blog.db<Post>('posts').count<{ count: number }[]>();
  expect(after[0]!.count - before[0]!.count).toBe(3);
});

test('warnings of programs in front, and what stands behind, are no part of the file', async () => {
  const front =
    '<br />\n<b>Warning</b>:  Undefined variable $x & "y" in <b>/srv/a.php</b> on line <b>3</b><br />\nNotice: 1 < 2\n';
  const file = `${front}${wxr(item(901, 'One.') + item(902, 'Two.'))}<!-- made --> done & over`;

  const { problem, rows } = await bring(site, file, { size: 11 });

  expect(problem).toBeUndefined();
  expect(await site.blog.db<Post>('posts').whereIn('id', [901, 902]).orderBy('id').select('content')).toEqual(
    [{ content: 'One.' }, { content: 'Two.' }],
  );
  expect(rows.find(({ kind }) => kind === 'posts')).toMatchObject({ came_in: 2, left_out: 0 });
});

test.each([
  ['in a text', (file: string) => file.slice(0, file.indexOf('Second words') + 6)],
  [
    'in a tag',
    (file: string) => file.slice(0, file.indexOf('<wp:comment_author', file.indexOf('Second')) + 7),
  ],
  [
    'behind a comment',
    (file: string) => file.slice(0, file.indexOf('</wp:comment>', file.indexOf('Second')) + 13),
  ],
])(
  'of an item that breaks off %s nothing comes in, so that the whole file may follow',
  async (_where, cut) => {
    number += 10;
    const [first, second, said] = [number, number + 1, number + 2];
    const file = wxr(
      item(first, 'First words.') +
        item(second, 'Second words of it.', { title: 'Half', more: comment(said, 'Said.') }),
    );

    const half = await bring(site, cut(file));
    const between = await site.blog
      .db<Post>('posts')
      .whereIn('id', [first, second])
      .orderBy('id')
      .select('id');
    const whole = await bring(site, file);

    expect(half.problem).toMatch(
      /^The file cannot be read further: line \d+: the file ends in the middle\. Every/,
    );
    expect(half.rows.find(({ kind }) => kind === 'posts')).toMatchObject({
      left_out: 1,
      reasons: ['“Half”: the file ends in the middle of it'],
    });
    expect(between).toEqual([{ id: first }]);
    expect(whole).toMatchObject({ problem: undefined });
    expect(await site.blog.db<Post>('posts').where({ id: second }).first()).toMatchObject({
      content: 'Second words of it.',
      comment_count: 1,
    });
  },
);

test('a proper file is read as XML says, whatever it shows of XML', async () => {
  number += 10;
  const shown = 'A <![CDATA[ in it, ]]> and </content:encoded> <wp:status>, &nbsp; &amp; <item>';

  const { rows, problem } = await bring(site, wxr(item(number, shown) + item(number + 1, 'After.')), {
    size: 5,
  });

  expect(problem).toBeUndefined();
  expect(await site.blog.db<Post>('posts').where({ id: number }).first()).toMatchObject({ content: shown });
  expect(rows.find(({ kind }) => kind === 'posts')).toMatchObject({ came_in: 2, mended: 0, reasons: [] });
});

test.each([
  ['ampersands', '&'],
  ['angle brackets', '<'],
  ['beginnings of comments', '<!--'],
  ['beginnings of instructions', '<?'],
  ['beginnings of sections', '<![CDATA['],
  ['ends of sections', ']]>'],
  ['beginnings of tags', '<a '],
  ['quotation marks in a tag', '<a "'],
  ['ends of elements', '</item>'],
  ['entities', '&unheard;'],
])('%s without end are read in one walk', { timeout: 60_000 }, async (_name, sign) => {
  const file = wxr(`${sign.repeat(Math.ceil(1_000_000 / sign.length))}${item(999, 'x')}`);
  const half = wxr(`<item><title><![CDATA[${sign.repeat(Math.ceil(500_000 / sign.length))}]]> &`);

  const { spent } = await processorTime(async () => {
    await bring(site, file);
    await bring(site, half);
  });

  expect(spent).toBeLessThan(20_000);
});
