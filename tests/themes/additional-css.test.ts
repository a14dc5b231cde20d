// tests/themes/additional-css.test.ts: an owner's own CSS: a file of its own, with a version, and no way to other hosts.
import { beforeAll, expect, test } from 'vitest';
import { cleanCss } from '../../src/base/html/clean-css.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const admin = await site.hasUser({ role: 'administrator', login: 'chief' });
let agent: Awaited<ReturnType<typeof site.signIn>>;

beforeAll(async () => {
  agent = await site.signIn(admin);
  await site.hasPost({ title: 'Fog over the bay', slug: 'fog' });
});

const save = (css: string) => agent.post('/admin/custom-css').type('form').send({ css });
const sheetIn = (page: string) =>
  /href="(\/themes\/additional\.css[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');

test('what is saved dresses the page from a file of its own, and is gone when it is emptied', async () => {
  await save('.summary h2 { text-transform: uppercase }');
  const page = await browser.newPage();
  await page.goto(site.address);
  const look = await page.evaluate<string>(
    `getComputedStyle(document.querySelector('.summary h2')).textTransform`,
  );
  await page.close();
  const first = sheetIn((await site.request.get('/')).text)!;
  const answer = await site.request.get(first);

  await save('.summary h2 { text-transform: lowercase }');
  const second = sheetIn((await site.request.get('/')).text)!;
  await save('  ');
  const none = await site.request.get('/');

  expect(look).toBe('uppercase');
  expect(answer.headers['content-type']).toContain('text/css');
  expect(answer.headers['cache-control']).toContain('max-age=31536000');
  expect(second).not.toBe(first);
  expect(none.text).toContain('Fog over the bay');
  expect(sheetIn(none.text)).toBeUndefined();
});

test('it stays with its theme', async () => {
  await save('body { outline: 0 }');

  await agent.post('/admin/themes/activate').type('form').send({ theme: 'news' });
  const news = await site.request.get('/');
  await agent.post('/admin/themes/activate').type('form').send({ theme: 'default' });
  const back = await site.request.get('/');

  expect(sheetIn(news.text)).toBeUndefined();
  expect(sheetIn(back.text)).toContain('theme=default');
});

test('nothing in it is markup, and nothing in it ends its file', async () => {
  await save('</style><script>alert(1)</script> a{color:red} "');

  const page = await site.request.get('/');

  expect(page.text).not.toContain('alert(1)');
  expect(page.text).toContain('Fog over the bay');
  expect((await site.request.get(sheetIn(page.text)!)).headers['x-content-type-options']).toBe('nosniff');
});

test('too much is refused, with all that was typed', async () => {
  const long = `a{color:red}/*${'x'.repeat(100_000)}*/`;

  const answer = await save(long);

  expect(answer.status).toBe(400);
  expect(answer.text).toContain('At most 100,000 characters');
  expect(answer.text).toContain(long);
});

test('what is taken out is told', async () => {
  const answer = await save('@import url(https://far.example/a.css); a { color: red }');
  const screen = await agent.get('/admin/custom-css');

  expect(answer.status).toBe(303);
  expect(screen.text).toContain('Saved, without “@import url(https://far.example/a.css);”');
  expect(screen.text).toContain('a { color: red }');
});

test('only administrators write it', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answers = [
    await editor.get('/admin/custom-css'),
    await editor.post('/admin/custom-css').type('form').send({ css: 'a{}' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  expect((await agent.get('/admin/custom-css')).status).toBe(200);
});

const foreign: [string, string][] = [
  ['a rule', '@import "https://far.example/a.css";'],
  ['a rule without end', '@import url(//far.example/a'],
  ['a rule with a layer', '@import url("//far.example/a.css") layer(x) supports(display: grid) screen;'],
  ['an escaped rule', '@\\69mport "//far.example/a.css";'],
  ['another escaped rule', '@i\\00006dport "//far.example/a.css";'],
  ['a rule in capitals', '@IMPORT "//far.example/a.css";'],
  ['a rule behind a comment', '/**/@import/**/"//far.example/a.css";'],
  ['a picture', 'a{background:url(https://far.example/a.png)}'],
  ['a picture in quotes', 'a{background:url( "https://far.example/a.png" )}'],
  ['a picture without scheme', "a{background:url('//far.example/a.png')}"],
  ['a picture with backslashes', 'a{background:url("\\\\\\\\far.example/a.png")}'],
  ['an escaped function', 'a{background:u\\72l(https://far.example/a.png)}'],
  ['an escaped address', 'a{background:url(\\68ttps://far.example/a.png)}'],
  ['an address with a break', 'a{background:url("https:\\\n//far.example/a.png")}'],
  ['an address with a tab', 'a{background:url("/\t/far.example/a.png")}'],
  ['a set of pictures', 'a{background:image-set("https://far.example/a.png" 1x)}'],
  ['a named value', 'a{--x:"https://far.example/a.png";background:image-set(var(--x) 1x)}'],
  ['a font', '@font-face{font-family:x;src:url(https://far.example/a.woff2)}'],
  ['a cursor', 'a{cursor:url(https://far.example/a.cur),auto}'],
  ['a string that never ends', 'a{background:url("https://far.example/a.png'],
  ['a function in two halves about a rule', 'a{background:u@import;rl(https://far.example/a.png)}'],
  ['a function in two halves about a bracket', 'a{background:u@import;u]rl(https://far.example/a.png)}'],
  ['a selector that is none', 'a{x:[;background:image-set("https://far.example/a.png" 1x)}'],
];

test.each(foreign)('%s asks no other host', { timeout: 30_000 }, async (_, css) => {
  const { css: clean, removed } = cleanCss(css, site.address);
  const page = await browser.newPage();
  const asked: string[] = [];
  await page.route('**', (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: '' });
  });
  await page.setContent(`<style>${clean}\na{font-family:x;display:block}</style><a>words</a>`);
  await page.waitForLoadState('networkidle');
  await page.close();

  expect(asked.filter((url) => url.includes('far.example'))).toEqual([]);
  expect(removed.length).toBeGreaterThan(0);
});

test.each([
  ['a[href^="https://far.example/"]{color:red}'],
  ['a:not([href*="//far.example"])::after{content:"\\201C"}'],
  ['a{background:url("/uploads/a.png")}'],
  ['a{background:url("data:image/png;base64,AAAA")}'],
  ['@media (min-width: 40rem){a{color:red}}@supports (display:grid){b{margin:0}}'],
  ['/* https://far.example */ a > b ~ c + d{width:calc(100% - (2rem + 1px))}'],
  ['a{content:"it\\"s";color:#0a5f63}:root{--x:1}.a\\:b{order:1}'],
])('%s stays as it is', (css) => {
  expect(cleanCss(css, 'https://blog.example')).toEqual({ css, removed: [] });
});

test.each([
  ['a{color:red', 'a{color:red}'],
  ['@media print{a{color:red', '@media print{a{color:red}}'],
  ['a{} /* open', 'a{} /* open*/'],
  ['a{content:"x', 'a{content:"x"}'],
  ['a{} } b{}', 'a{}  b{}'],
])('%s is closed', (css, closed) => {
  expect(cleanCss(css, 'https://blog.example').css).toBe(closed);
});
