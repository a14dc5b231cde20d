// tests/linkbacks/discover.test.ts: where a page says that it takes webmentions: the cases a sender meets.
import { expect, test } from 'vitest';
import { endpointOf } from '../../src/linkbacks/sending/discover.ts';
import { processorTime } from '../processor-time.ts';

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

const rdf = (about: string, ping: string, name = 'dc:identifier') =>
  `<!--\n<rdf:RDF><rdf:Description rdf:about="x:y" ${name}="${about}"\n dc:title="a > b" trackback:ping='${ping}' />\n</rdf:RDF>-->`;
test.each<[string, string, string | undefined]>([
  ['a block about the page', rdf(url, hook), hook],
  ['scheme, slash and entities make no difference', rdf('https://third.example/a/page/?x=1', hook), hook],
  ['a ping with a query', rdf(url, '/tb?a=1&amp;b=2'), 'http://third.example/tb?a=1&b=2'],
  ['about another page', rdf('http://third.example/b', hook), undefined],
  ['the right one of several', rdf('http://third.example/b', '/no') + rdf(url, hook), hook],
  ['no ping', rdf(url, ''), undefined],
  ['a script address', rdf(url, 'javascript:x'), undefined],
  ['about only', `<!-- <rdf:Description rdf:about="${url}" trackback:ping="${hook}" /> -->`, hook],
  ['never closed', `<!-- <rdf:Description rdf:about="${url}" trackback:ping="${hook}`, undefined],
  [
    'text that is no comment',
    `&lt;rdf:Description rdf:about="${url}" trackback:ping="${hook}"&gt;`,
    undefined,
  ],
])('trackback, the last choice: %s', (_case, html, found) => {
  const endpoint = endpointOf({ url, headers: {}, html });

  expect(endpoint).toEqual(found && { protocol: 'trackback', url: found });
});

test('a trackback block may be about the address that was linked, before redirects; a pingback comes first', () => {
  const html = rdf('http://third.example/short', hook);

  expect(endpointOf({ url, headers: {}, html })).toBeUndefined();
  expect(endpointOf({ url, headers: {}, html, asked: 'http://third.example/short' })?.url).toBe(hook);
  expect(endpointOf({ url, headers: { 'x-pingback': '/rpc' }, html: rdf(url, hook) })?.protocol).toBe(
    'pingback',
  );
});

test.each([
  ['many blocks', rdf('http://third.example/b', hook).repeat(1000)],
  ['many beginnings', `<!--${'<rdf:Description '.repeat(8800)}-->`],
  ['blanks', `<!-- <rdf:Description ${' '.repeat(150_000)}x-->`],
  ['an open value', `<!-- <rdf:Description ${'a="'.repeat(50_000)}-->`],
])('a hostile page is searched within a second: %s (A9)', async (_case, html) => {
  const { spent, result } = await processorTime(() => endpointOf({ url, headers: {}, html }));

  expect(result).toBeUndefined();
  expect(spent).toBeLessThan(1000);
});
