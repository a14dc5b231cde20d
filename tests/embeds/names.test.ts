// tests/embeds/names.test.ts: names and titles of other sites are read as they were meant.
import { expect, test } from 'vitest';
import { readOembed } from '../../src/embeds/fetching/words.ts';

const wordpress = '<blockquote class="wp-embedded-content"><a href="https://e.example/">x</a></blockquote>';

test.each([
  ["Arthur O'Author &amp; Søn", "Arthur O'Author & Søn", ''],
  ['Ropes &#038; knots &#8211; a day', 'Ropes & knots – a day', wordpress],
  ['A <em>fine</em> day', 'A fine day', wordpress],
  ['A <em>fine</em> day', 'A <em>fine</em> day', '<iframe src="https://e.example/"></iframe>'],
  ['1 < 2 & 3 > 2', '1 < 2 & 3 > 2', wordpress],
  ['&amp;amp;', '&amp;', ''],
  ['Plain', 'Plain', ''],
])('%s is %s', (given, meant, html) => {
  const { title, author } = readOembed(
    JSON.stringify({ type: 'rich', title: given, author_name: given, html }),
    'https://e.example/',
  );

  expect([title, author]).toEqual([meant, meant]);
});
