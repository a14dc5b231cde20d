// tests/base/language/pages.test.ts: the pages, feeds and emails of a site in another language say nothing of ours in English.
import { isWhole } from '../../../src/base/language/catalogue.ts';
import { languageFor } from '../../../src/base/language/languages.ts';
import { adminLanguages } from '../../../src/base/language/site.ts';
import { expect, test } from 'vitest';
import { collected, flat } from '../../../bin/words/catalogue.ts';
import { settingsSaved } from '../../../src/announcements.ts';
import { changeSettings } from '../../../src/base/settings/change.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { general } from '../../../src/base/settings/general.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog();
const author = await site.hasUser({ role: 'administrator', display_name: '1-1' });
const post = await site.hasPost({ title: '2-2', content: '<p>3-3</p>', author_id: author.id });
const held = await site.hasPost({ title: '4-4', content: '<p>5-5</p>', password: 'x', author_id: author.id });
for (const parent_id of [null, 1, null])
  await site.hasComment({
    post_id: post.id,
    parent_id,
    author_name: '6-6',
    content: '7-7',
    html: '<p>7-7</p>',
  });

const pair = await site.hasPost({ title: '2-2' });
for (const content of ['7-7', '9-9'])
  await site.hasComment({ post_id: pair.id, author_name: '6-6', content });

const speak = (WPLANG: string) =>
  saveSettings(site.blog.db, general, {
    WPLANG,
    blogname: '8-8',
    date_format: 'Y-m-d',
    time_format: 'H:i',
  });

/** What nobody translates: names, and what is written the same in German. */
const names = new Set(
  'Quillback Feed JSON RSS Name Text Video Audio Spam Dashboard Trackback Pingback Webmention Website Website: Links Chats Archive Admin source target'.split(
    ' ',
  ),
).add('W3C Webmention');

/** Our English texts that stand in a page, as they are written in the template of all languages. */
const english = new Set(
  Object.values(flat(collected()))
    .flatMap(({ msgid, msgid_plural = '' }) => [msgid, msgid_plural])
    .flatMap((text) => text.split(/<\/?[a-z]+\d*>|%(?:\d+\$)?s/))
    .map((piece) => piece.replaceAll(/^[\s:,.–“”"()]+|[\s:,.–“”"()]+$/g, ''))
    .filter((piece) => /[a-z]{2}/i.test(piece) && !names.has(piece)),
);

/** The texts and attributes for people in a page. */
function said(html: string): string[] {
  const flat = html.replaceAll(/<(script|style)\b[^]*?<\/\1>/g, ' ').replaceAll(/<!--[^]*?-->/g, ' ');
  const attributes = [
    ...flat.matchAll(/\s(?:aria-label|placeholder|title|alt|data-(?:one|many|plain|heading))="([^"]*)"/g),
  ].map(([, text]) => text!);
  return [...attributes, ...flat.split(/<[^>]*>/)]
    .map((text) => text.replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&gt;', '>'))
    .map((text) => text.replaceAll(/^[\s:,.–“”"()\d-]+|[\s:,.–“”"()\d-]+$/g, ''))
    .filter(Boolean);
}

const stillEnglish = (html: string) => said(html).filter((text) => english.has(text));

const pages = () => [
  '/',
  `/?p=${post.id}`,
  `/?p=${held.id}`,
  `/?p=${post.id}&replytocom=1`,
  '/?s=3-3',
  '/?s=nothing-is-so',
  '/?s=',
  '/2026/',
  `/author/${author.slug}/`,
  '/nowhere/',
  '/comments/mine',
  '/comments/1/report',
  '/comments/subscriptions',
  '/comments/1/edit',
  '/webmention',
  '/login',
  '/login/second-step',
  '/lost-password',
  '/reset-password',
  '/register',
  '/logout',
  '/feed/',
  '/comments/feed/',
  '/feed/atom/',
];

test.each(['de-DE', 'ar'])(
  'no page says anything of ours in English when the site speaks %s',
  async (tag) => {
    await speak(tag);
    const found: string[] = [];
    for (const page of pages()) {
      const { text } = await site.request.get(page).redirects(2);
      found.push(...stillEnglish(text).map((one) => `${page} ${one}`));
    }
    expect(found).toEqual([]);
  },
);

test('Arabic counts in its six ways, and reads from right to left', async () => {
  await speak('ar');
  const three = (await site.request.get(`/?p=${post.id}`).redirects(2)).text;
  const two = (await site.request.get(`/?p=${pair.id}`).redirects(2)).text;

  expect(three).toContain('<html lang="ar" dir="rtl">');
  expect(three).toContain('>3 تعليقات على «2-2»<');
  expect(two).toContain('>تعليقان (2) على «2-2»<');
  expect(two).toContain('اترك تعليقاً');
  // A Latin title keeps its quotation marks around it.
  await site.blog.db('posts').where({ id: pair.id }).update({ title: 'A walk' });
  const latin = (await site.request.get(`/?p=${pair.id}`).redirects(2)).text;
  expect(latin).toContain('على «\u2068A walk\u2069»<');
});

test('what is refused deep in the code, and in a form with files, is refused in the language of the site', async () => {
  await speak('de-DE');
  const empty = await site.request
    .post('/comments')
    .field({ comment_post_ID: post.id, author: '6-6', email: 'a@b.example', comment: ' ' });
  const program = await site.request
    .post('/attachments')
    .field('form_key', 'k'.repeat(22))
    .attach('attachment', Buffer.from('#!/bin/sh'), 'run.exe');
  await speak('en-US');
  const english = await site.request
    .post('/comments')
    .field({ comment_post_ID: post.id, author: '6-6', email: 'a@b.example', comment: ' ' });

  expect(empty.text).toContain('Bitte schreibe etwas.');
  expect(program.text).toMatch(/nicht angenommen|ist ein Programm/);
  expect(english.text).toContain('Please write something.');
  expect(english.text).toContain('<html lang="en-US" dir="ltr">');
});

test('an email to those who moderate speaks the language of the site, whoever caused it', async () => {
  await speak('de-DE');
  await site.request
    .post('/comments')
    .set('Accept-Language', 'fr')
    .type('form')
    .send({ comment_post_ID: post.id, author: '6-6', email: 'a@b.example', comment: '9-9' });
  await site.work();
  const letter = (await site.blog.db('letters').orderBy('id', 'desc').first()) as Record<string, string>;

  expect(letter.subject).toBe('[8-8] Bitte moderieren: „2-2“');
  expect(letter.body).toContain('Ein Kommentar zu „2-2“ wartet auf dich.');
  expect(letter.body).not.toMatch(/\b(?:waits|Author|Approve|Open)\b/);
});

test('the sign-in speaks the language of the browser, where the house speaks it, else that of the site', async () => {
  await speak('en-US');
  const ask = (language: string) => site.request.get('/login').set('Accept-Language', language);
  const [german, arabic, swedish, none] = [
    await ask('sv, de-AT;q=0.8, en;q=0.5'),
    await ask('ar'),
    await ask('sv'),
    await site.request.get('/login'),
  ];

  expect(german.text).toContain('Benutzername oder E-Mail-Adresse');
  expect(german.text).toContain('<html lang="de-DE" dir="ltr">');
  expect(german.headers.vary).toContain('Accept-Language');
  expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
  for (const { text } of [swedish, none]) expect(text).toContain('User name or email');
  expect((await site.request.get('/').set('Accept-Language', 'de')).text).toContain('Skip to content');
});

test('stored texts lose the words and quotes of a language that was changed', async () => {
  const change = async (WPLANG: string) => {
    await changeSettings(site.blog.db, [general], { WPLANG }, settingsSaved);
    await site.work();
    return (await site.request.get(`/?p=${quoted.id}`).redirects(2)).text;
  };
  const quoted = await site.hasPost({
    content: '<p>He said "no".</p>',
    html: '<p>He said “no”.</p>',
  });

  expect(await change('de-DE')).toContain('He said „no“.');
  expect(await change('en-US')).toContain('He said “no”.');
});

test('the setting offers languages by their own names, and keeps one that is written otherwise', async () => {
  await speak('de_DE_formal');
  const agent = await site.signIn(author);
  const { text } = await agent.get('/admin/settings/general');

  expect(text).toMatch(/<select[^>]* name="WPLANG"/);
  expect(text).toMatch(/<option value="ar"[^>]*>العربية</);
  expect(text).toMatch(/<option value="de_DE_formal"[^>]*selected/);
  expect(text).toContain('>Svenska (Sverige) – words in English<');
});

test('what is saved in the admin speaks the language of the site, whatever its screens speak', async () => {
  await speak('de_DE');
  const agent = await site.signIn(await site.hasUser({ role: 'administrator' }));
  await agent
    .post('/admin/posts/save')
    .type('form')
    .send({
      title: 'Fußnote',
      content: 'Wort[^1]\n\n[^1]: Unten.',
      content_format: 'markdown',
      act: 'publish',
    })
    .expect(303);
  const screen = await agent.get('/admin/posts');
  await speak('');

  const { html } = (await site.blog.db('posts').where({ title: 'Fußnote' }).first('html')) as {
    html: string;
  };
  expect(html).toContain('footnote');
  expect(html).not.toContain('Jump to footnote');
  expect(screen.text).toContain(
    `<html lang="${isWhole(languageFor('de_DE')) ? 'de-DE' : 'en-US'}" dir="ltr"`,
  );
});

test('each user chooses a language for the admin, of those whose words are all there', async () => {
  await speak('');
  const agent = await site.signIn(author);
  const { display_name, email, url, bio } = author;
  const save = (locale: string) =>
    agent
      .post('/admin/profile/save')
      .type('form')
      .send({ display_name, email, url, bio, locale })
      .expect(303);
  const chosen = async () =>
    ((await site.blog.db('users').where({ id: author.id }).first('meta')) as { meta: { locale?: string } })
      .meta.locale;
  const { text } = await agent.get('/admin/profile');
  const offered = [...text.matchAll(/<option value="(\w*)"/g)].map(([, locale]) => locale);
  await save('en_US');
  const english = await chosen();
  await save('sv_SE');

  expect(offered.slice(0, 2)).toEqual(['', 'en_US']);
  expect([english, await chosen()]).toEqual(['en_US', undefined]);
  const whole = adminLanguages().at(-1)!;
  await save(whole.locale);
  expect((await agent.get('/admin/profile')).text).toContain(`<html lang="${whole.tag}"`);
});
