// tests/base/html/quotes.test.ts: quotation marks, dashes and addresses as WordPress sets them, by language.
import { expect, test } from 'vitest';
import { linkify } from '../../../src/base/html/linkify.ts';
import { parseHtml, printHtml } from '../../../src/base/html/parse.ts';
import { setWords } from '../../../src/base/html/set-line.ts';

test.each([
  ['en', `"Hallo" 'du' it's`, '“Hallo” ‘du’ it’s'],
  ['de-DE', `"Hallo" 'du' geht's`, '„Hallo“ ‚du‘ geht’s'],
  ['de_DE_formal', '"Hallo"', '„Hallo“'],
  ['de-CH', `"Hallo" 'du'`, '«Hallo» ‹du›'],
  ['fr-FR', `"Bonjour" l'ami`, '«\u00a0Bonjour\u00a0» l’ami'],
  ['sv-SE', `"Hej" 'du'`, '”Hej” ’du’'],
  ['fi', '"Hei"', '”Hei”'],
  ['pl-PL', '"Cześć"', '„Cześć”'],
  ['ru-RU', '"Привет"', '«Привет»'],
  ['es-ES', '"Hola"', '«Hola»'],
  ['ja', '"x"', '“x”'],
  ['', '"x"', '“x”'],
  ['en', `'42.00' '10,000 steps' '99' '99er`, '‘42.00’ ‘10,000 steps’ ’99’ ’99er'],
  ['en', `6'2" 5' in the '80s`, '6′2″ 5′ in the ’80s'],
  ['en', 'a\u00a0--\u00a0b', 'a\u00a0—\u00a0b'],
  ['en', '-- b', '— b'],
  ['en', 'a --', 'a —'],
  ['en', 'a\n-- b', 'a\n— b'],
  ['en', 'a--b --c', 'a–b –c'],
  ['en', '[gallery ids="1,2" link=\'file\'] "x"', '[gallery ids="1,2" link=\'file\'] “x”'],
  ['en', '[sic "x" -- y]', '[sic “x” — y]'],
])('in %s %s is %s', (locale, plain, set) => {
  expect(setWords(plain, locale)).toBe(set);
});

test.each([
  ['(see http://e.example/A_(b).)', '(see <a href="http://e.example/A_(b)">http://e.example/A_(b)</a>.)'],
  ['http://e.example/a.', '<a href="http://e.example/a">http://e.example/a</a>.'],
  ['http://e.example/A_(b)', '<a href="http://e.example/A_(b)">http://e.example/A_(b)</a>'],
  ['(http://e.example/a)', '(<a href="http://e.example/a">http://e.example/a</a>)'],
  ['(http://e.example/a?b=c).', '(<a href="http://e.example/a?b=c">http://e.example/a?b=c</a>).'],
  ['[http://e.example/a]', '[<a href="http://e.example/a">http://e.example/a</a>]'],
  ['really http://e.example/?!', 'really <a href="http://e.example/">http://e.example/</a>?!'],
])('the link in %s ends where the address does', (words, linked) => {
  const tree = parseHtml(words);

  linkify(tree);

  expect(printHtml(tree)).toBe(linked);
});
