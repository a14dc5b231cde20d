// tests/house/sentences.test.ts: no sentence is glued together of words and endings.
import { expect, test } from 'vitest';
import { glued as allowed } from './exceptions.ts';
import { gluedInCode, gluedInView } from './glue.ts';
import { browserFiles, filesIn, read, sources } from './sources.ts';

test('no sentence is glued together', () => {
  const found = [
    ...[...sources.map((file) => `src/${file}`), ...browserFiles.map((file) => `browser/${file}`)].map(
      (file) => [file, gluedInCode(read(file), file).length] as const,
    ),
    ...filesIn('views', '.ejs')
      .map((file) => `views/${file}`)
      .map((file) => [file, gluedInView(read(file)).length] as const),
  ];
  expect(Object.fromEntries(found.filter(([, count]) => count))).toEqual(allowed);
});

test.each([
  "`${count} comment${count === 1 ? '' : 's'}`",
  "'categor' + (count === 1 ? 'y' : 'ies')",
  "count + ' comments'",
  "'Written by ' + name",
  "`There ${count === 1 ? 'is' : 'are'} ${count}`",
  "`${count} ${count !== 1 ? 'files' : 'file'} wait`",
])('a glued piece of code is found: %s', (text) => {
  expect(gluedInCode(`const x = ${text};`)).toHaveLength(1);
});

test.each([
  "count === 1 ? 'One comment' : `${count} comments`",
  '`${count} comments by ${name}`',
  "'a long list of attributes ' + 'and more of them'",
  "name + ' '",
  "`depth-${depth === 1 ? 'one' : depth}`",
  "html + '</p>'",
])('a whole one is none: %s', (text) => {
  expect(gluedInCode(`const x = ${text};`)).toEqual([]);
});

test.each([
  "<p>1 comment<%= count === 1 ? '' : 's' %></p>",
  "<p><%= count %> <%= count === 1 ? 'comment' : 'comments' %></p>",
  "<p><%= count + ' comments' %></p>",
  '<p>un<%= word %></p>',
  '<p><%= type %>s</p>',
])('a glued piece of a template is found: %s', (text) => {
  expect(gluedInView(text).length).toBeGreaterThan(0);
});

test.each([
  '<p class="depth-<%= depth %>"><%= count %> comments</p>',
  "<p><%= count === 1 ? 'One comment.' : 'Several comments.' %></p>",
  '<b>Page</b><%= number %>',
  '<script>var x<%= 1 %></script>',
])('a whole one of a template is none: %s', (text) => {
  expect(gluedInView(text)).toEqual([]);
});
