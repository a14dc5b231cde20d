// tests/linkbacks/discover.test.ts: where a page says that it takes webmentions: the cases a sender meets.
import { expect, test } from 'vitest';
import { endpointOf } from '../../src/linkbacks/discover.ts';

const url = 'http://third.example/a/page?x=1';
const hook = 'http://third.example/hook';

test.each<[string, Record<string, string>, string, string | undefined]>([
  ['a header, relative, rel unquoted', { link: '</hook>; rel=webmention' }, '', hook],
  ['a header, absolute, rel unquoted', { link: `<${hook}>; rel=webmention` }, '', hook],
  ['a header, rel quoted', { link: `<${hook}>; rel="webmention"` }, '', hook],
  ['a header with several relations', { link: `<${hook}>; rel="somethingelse webmention"` }, '', hook],
  ['several links in one header', { link: `<${url}>; rel="other", <${hook}>; rel="webmention"` }, '', hook],
  ['a link element, relative', {}, '<link rel="webmention" href="/hook">', hook],
  ['a link element, absolute', {}, `<link rel="webmention" href="${hook}">`, hook],
  ['an anchor', {}, '<a rel="webmention" href="/hook">x</a>', hook],
  ['several relations in an element', {}, '<link rel="webmention other" href="/hook">', hook],
  [
    'a relation that only begins alike',
    {},
    '<link rel="not-webmention" href="/no"><a rel="webmention" href="/hook">',
    hook,
  ],
  [
    'a comment is none',
    {},
    '<!-- <a rel="webmention" href="/no"> --><a rel="webmention" href="/hook">',
    hook,
  ],
  [
    'escaped markup is none',
    {},
    '&lt;a rel="webmention" href="/no"&gt;<a rel="webmention" href="/hook">',
    hook,
  ],
  [
    'the header comes before elements',
    { link: '</hook>; rel=webmention' },
    '<link rel="webmention" href="/no">',
    hook,
  ],
  [
    'an anchor before a link element',
    {},
    '<a rel="webmention" href="/hook"></a><link rel="webmention" href="/no">',
    hook,
  ],
  [
    'a link element before an anchor',
    {},
    '<link rel="webmention" href="/hook"><a rel="webmention" href="/no">',
    hook,
  ],
  ['an empty address is the page itself', {}, '<link rel="webmention" href="">', url],
  [
    'an element without an address is passed over',
    {},
    '<link rel="webmention"><a rel="webmention" href="/hook">',
    hook,
  ],
  ['a query is kept', {}, '<link rel="webmention" href="/hook?a=b">', `${hook}?a=b`],
  ['relative to the page', {}, '<link rel="webmention" href="hook">', 'http://third.example/a/hook'],
  ['letter case of the relation', { link: '</hook>; rel="WebMention"' }, '', hook],
  ['a script address is none', {}, '<link rel="webmention" href="javascript:x">', undefined],
  ['nothing', {}, '<p>rel="webmention"</p>', undefined],
])('%s', (_case, headers, html, found) => {
  const endpoint = endpointOf({ url, headers, html });

  expect(endpoint).toEqual(found && { protocol: 'webmention', url: found });
});

test('a pingback is the second choice, its header before its element', () => {
  const html = '<link rel="pingback" href="/no">';
  const both = endpointOf({
    url,
    headers: { 'x-pingback': hook },
    html: `${html}<link rel="webmention" href="/w">`,
  });
  const pingback = endpointOf({ url, headers: { 'x-pingback': hook }, html });
  const element = endpointOf({ url, headers: {}, html: '<link rel="pingback" href="/hook">' });

  expect(both).toEqual({ protocol: 'webmention', url: 'http://third.example/w' });
  expect([pingback, element]).toEqual([
    { protocol: 'pingback', url: hook },
    { protocol: 'pingback', url: hook },
  ]);
});
