// tests/editor/segments.test.ts: a text that is cut into segments and put together again is the same, but for what was changed.
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { restore, split, type Piece } from '../../browser/editor/segments.ts';
import { saxesItems } from '../posts/wxr.ts';
import { realExports } from '../shared.ts';

const kinds = (text: string) => split(text).segments.map(({ kind, name, source }) => [kind, name, source]);

test.each<[string, [string, string, string][]]>([
  ['', []],
  [' \n ', []],
  [
    'One.\nTwo.\n\nThree.',
    [
      ['text', '', 'One.\nTwo.'],
      ['text', '', 'Three.'],
    ],
  ],
  [
    'One<h2 id="a>b">Two</h2>Three',
    [
      ['text', '', 'One'],
      ['element', 'h2', '<h2 id="a>b">Two</h2>'],
      ['text', '', 'Three'],
    ],
  ],
  [
    '<div><div>a</div>\n\n<p>b</div>\n\nc',
    [
      ['element', 'div', '<div><div>a</div>\n\n<p>b</div>'],
      ['text', '', 'c'],
    ],
  ],
  [
    '<p>a\n\nb\n<p>c</p>',
    [
      ['element', 'p', '<p>a\n\nb'],
      ['element', 'p', '<p>c</p>'],
    ],
  ],
  [
    '<b>a\n\nb</b> c\n\nd',
    [
      ['text', '', '<b>a\n\nb</b> c'],
      ['text', '', 'd'],
    ],
  ],
  [
    '<i>never closed\n\nb',
    [
      ['odd', 'i', '<i>never closed'],
      ['text', '', 'b'],
    ],
  ],
  ['<ul><li>never closed\n\nb', [['odd', 'ul', '<ul><li>never closed\n\nb']]],
  [
    'a </div> b',
    [
      ['text', '', 'a'],
      ['odd', 'div', '</div>'],
      ['text', '', 'b'],
    ],
  ],
  [
    'a < b\n\nc <- d',
    [
      ['text', '', 'a < b'],
      ['text', '', 'c <- d'],
    ],
  ],
  [
    'a\n<!--more Read on-->\nb<!--nextpage-->',
    [
      ['text', '', 'a'],
      ['marker', 'more', '<!--more Read on-->'],
      ['text', '', 'b'],
      ['marker', 'nextpage', '<!--nextpage-->'],
    ],
  ],
  ['a <!-- note --> b', [['text', '', 'a <!-- note --> b']]],
  ['<!-- never closed', [['odd', 'comment', '<!-- never closed']]],
  [
    '[gallery ids="1,2"]\n\n[sic] he said',
    [
      ['shortcode', 'gallery', '[gallery ids="1,2"]'],
      ['text', '', '[sic] he said'],
    ],
  ],
  [
    '[caption id="x"]<img src="a"> Words[/caption]',
    [['shortcode', 'caption', '[caption id="x"]<img src="a"> Words[/caption]']],
  ],
  [
    '<script>if (a < b) "</div>"\n\n</script>x',
    [
      ['element', 'script', '<script>if (a < b) "</div>"\n\n</script>'],
      ['text', '', 'x'],
    ],
  ],
  [
    '<!-- wp:a {"x":"-"} --><!-- wp:a /--><!-- wp:a --><!-- /wp:a --><!-- /wp:a -->\n<!-- wp:b /--><!-- wp:c -->',
    [
      ['block', 'a', '<!-- wp:a {"x":"-"} --><!-- wp:a /--><!-- wp:a --><!-- /wp:a --><!-- /wp:a -->'],
      ['block', 'b', '<!-- wp:b /-->'],
      ['odd', 'c', '<!-- wp:c -->'],
    ],
  ],
])('%j', (text, segments) => {
  expect(kinds(text)).toEqual(segments);
  expect(untouched(text)).toBe(text);
});

test('what is changed, taken out, put in or moved leaves the rest as it was', () => {
  const text = '\nOne.\n\n\n<h2>Two</h2>Three.\n \nFour.\n';
  const parts = split(text);

  const changed = restore(parts, [
    { segment: 0 },
    { segment: 1, source: '<h2>2</h2>' },
    { segment: 2 },
    { segment: 3 },
  ]);
  const gone = restore(parts, [{ segment: 0 }, { segment: 1 }, { segment: 3 }]);
  const more = restore(parts, [
    { segment: 0 },
    { source: 'New.' },
    { segment: 1 },
    { segment: 2 },
    { segment: 3 },
  ]);
  const moved = restore(parts, [{ segment: 3 }, { segment: 0 }, { segment: 1 }, { segment: 2 }]);
  const paragraph = restore(parts, [
    { segment: 0 },
    { segment: 1, source: '2' },
    { segment: 2 },
    { segment: 3 },
  ]);

  expect(changed).toBe('\nOne.\n\n\n<h2>2</h2>Three.\n \nFour.\n');
  expect(gone).toBe('\nOne.\n\n\n<h2>Two</h2>\n\nFour.\n');
  expect(more).toBe('\nOne.\n\nNew.\n\n<h2>Two</h2>Three.\n \nFour.\n');
  expect(moved).toBe('Four.\n\nOne.\n\n\n<h2>Two</h2>Three.');
  expect(paragraph).toBe('\nOne.\n\n\n2\n\nThree.\n \nFour.\n');
  expect(restore(parts, [])).toBe('');
});

test('a hostile text is cut in time', () => {
  for (const part of ['<a "', '<p>', '<b>', '<!-- wp:a -->', '<!--', '[gallery ', '<div>\n\n']) {
    const text = part.repeat(4000);
    expect(untouched(text)).toBe(text);
  }
});

test.each(['<!-- wp:a -->', '<b>\n\n', 'x<br>', '</b>', '<xmp>x\n\n', '<!-- wp:a -->\n\n<div>', '<p><b>'])(
  'whoever opens a long text of %j waits for seconds at most',
  (part) => {
    const text = part.repeat(30_000);
    expect(untouched(text)).toBe(text);
  },
);

describe.skipIf(!realExports().length)('real exports (../shared, absent here when skipped)', () => {
  const texts = realExports()
    .flatMap((file) => saxesItems(fs.readFileSync(file, 'utf8')))
    .map(({ content }) => content)
    .filter(Boolean);

  test('every text comes back byte for byte', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => untouched(text) !== text)).toEqual([]);
  });

  test('one changed segment changes nothing else', () => {
    let looked = 0;
    for (const text of texts) {
      const parts = split(text);
      let place = 0;
      for (const [changed, { before, source }] of parts.segments.entries()) {
        place += before.length;
        const pieces = parts.segments.map((_, segment): Piece =>
          segment === changed ? { segment, source: '<p>CHANGED</p>' } : { segment },
        );
        expect(restore(parts, pieces)).toBe(
          `${text.slice(0, place)}<p>CHANGED</p>${text.slice(place + source.length)}`,
        );
        place += source.length;
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(500);
  });

  test('little is too odd to be edited', () => {
    const odd = texts.flatMap((text) => kinds(text)).filter(([kind]) => kind === 'odd');
    expect(odd.length).toBeLessThan(40);
  });
});

function untouched(text: string): string {
  const parts = split(text);
  return restore(
    parts,
    parts.segments.map((_, segment) => ({ segment })),
  );
}
