// tests/base/language/pages.test.ts: the pages, feeds and emails of a site in another language say nothing of ours in English.
import { expect, test } from 'vitest';
import { collected, flat } from '../../../bin/words/catalogue.ts';
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
