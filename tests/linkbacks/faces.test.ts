// tests/linkbacks/faces.test.ts: what readers see of likes, answers and mentions: faces, the conversation, a list of its own.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Comment } from '../../src/comments/comment.ts';
import { setStatus } from '../../src/comments/moderation/moderate.ts';
import { discussion } from '../../src/comments/settings.ts';
import { permalink } from '../../src/posts/addresses/permalink.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let minute = 0;
beforeEach(async () => {
  await saveSettings(site.blog.db, discussion, {
    comment_previously_approved: false,
    linkbacks_shown: 'apart',
    show_avatars: true,
  });
});

const picture = async (colour: string) => ({
  content_type: 'image/png',
  body: await sharp({ create: { width: 400, height: 300, channels: 3, background: colour } })
    .withMetadata({ exif: { IFD0: { Artist: 'Secret place' } } })
    .png()
    .toBuffer(),
});
const visits = (url: string) => site.fetched.filter((one) => one === url).length;

/** A page of a person that likes, answers or only links. */
async function mention(post: Post, name: string, classes: string, words = '') {
  site.setTime(new Date(Date.UTC(2026, 8, 1, 9, (minute += 1))).toISOString());
  const target = `http://blog.example${await permalink(site.blog, post)}`;
  const source = `http://${name.toLowerCase()}.example/${post.id}-${minute}`;
  site.web(
    source,
    `<title>Page of ${name}</title><div class="h-entry"><a class="p-author h-card" href="/"><img class="u-photo" src="/me.png" alt="">${name}</a>
     <a class="${classes}" href="${target}">it</a><p class="e-content">${words}</p></div>`,
  );
  await site.request.post('/webmention').type('form').send({ source, target });
  await site.work();
  return (await site.blog.db<Comment>('comments').where({ author_url: source }).first())!;
}
const open = async (post: Post) => (await site.request.get(await permalink(site.blog, post))).text;
const part = (html: string, from: string, to: string) =>
  html.slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)));

test('likes and reposts are faces, answers stand in the conversation, mentions by themselves, each counted', async () => {
  const post = await site.hasPost({ title: 'Talked of' });
  await site.hasComment({ post_id: post.id, author_name: 'Reader', content: 'First!' });
  await mention(post, 'Ann', 'u-like-of');
  await mention(post, 'Ben', 'u-like-of');
  await mention(post, 'Cleo', 'u-repost-of');
  await mention(post, 'Dora', 'u-in-reply-to', 'I answer.');
  await mention(post, 'Emil', 'u-url', 'I only say.');

  const page = await open(post);
  const thread = part(page, '<ol class="comment-list">', 'class="faces"');
  const likes = part(page, 'aria-label="2 likes"', '</section>');

  expect(page).toContain('2 comments on “Talked of”');
  expect(page).toContain('<a href="#apart">From other sites: 2 likes, one repost, one mention</a>');
  expect(page.match(/id="apart"/g)).toHaveLength(1);
  expect(thread).toContain('First!');
  expect(thread).toContain('I answer.');
  expect(thread).not.toMatch(/Ann|Cleo|Emil/);
  expect(likes).toMatch(/Ann[^]*Ben/);
  expect(likes).not.toContain('Cleo');
  expect(part(page, 'aria-label="One repost"', '</section>')).toContain('Cleo');
  expect(part(page, '>One mention</h3>', '</section>')).toMatch(/Webmention from[^]*Emil[^]*I only say\./);
});

test('where the owner wants it, mentions stand in the conversation; faces stay faces', async () => {
  const post = await site.hasPost();
  await mention(post, 'Emil', 'u-url', 'I only say.');
  await mention(post, 'Ann', 'u-like-of');
  await saveSettings(site.blog.db, discussion, { linkbacks_shown: 'thread' });

  const page = await open(post);

  expect(page).toContain('One comment on');
  expect(page).not.toContain('id="mentions-title"');
  expect(page).toContain('From other sites: one like<');
  expect(part(page, '<ol class="comment-list">', '</ol>')).toContain('I only say.');
  expect(page).toContain('aria-label="One like"');
});

test('pictures of authors are small ones of ours, fetched once for each address and only when they are shown', async () => {
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: true });
  const [one, two] = [await site.hasPost(), await site.hasPost()];
  site.web('http://fay.example/me.png', await picture('#b33'));
  const comment = await mention(one, 'Fay', 'u-like-of');
  const whileHeld = visits('http://fay.example/me.png');
  await setStatus(site.blog, [comment.id], 'approve');
  await saveSettings(site.blog.db, discussion, { comment_previously_approved: false });
  await site.work();
  await mention(two, 'Fay', 'u-in-reply-to', 'Again me.');

  const [page, other] = [await open(one), await open(two)];
  const src = /<img src="(\/uploads\/[^"]+)" alt=""/.exec(page)![1]!;
  const kept = await site.request.get(src).responseType('blob');
  const body = kept.body as Buffer;

  expect(whileHeld).toBe(0);
  expect(visits('http://fay.example/me.png')).toBe(1);
  expect(other).toContain(`src="${src}"`);
  expect(page + other).not.toContain('fay.example/me.png');
  expect(kept.headers['content-type']).toBe('image/webp');
  expect(await sharp(body).metadata()).toMatchObject({ width: 96, height: 96, format: 'webp' });
  expect(body.includes('Secret place')).toBe(false);
});

test('a page that shows another picture of its author later has it shown here', async () => {
  const post = await site.hasPost();
  site.web('http://oda.example/me.png', await picture('#111'));
  site.web('http://oda.example/new.png', await picture('#eee'));
  const comment = await mention(post, 'Oda', 'u-like-of');
  const before = /<img src="([^"]+)"/.exec(await open(post))?.[1];
  const target = `http://blog.example${await permalink(site.blog, post)}`;
  site.web(
    comment.author_url,
    `<div class="h-entry"><a class="p-author h-card" href="/"><img class="u-photo" src="/new.png" alt="">Oda</a><a class="u-like-of" href="${target}">it</a></div>`,
  );
  site.setTime('2026-09-02T09:00:00Z');
  await site.request.post('/webmention').type('form').send({ source: comment.author_url, target });
  await site.work();

  const after = /<img src="([^"]+)"/.exec(await open(post))?.[1];
  expect(before).toMatch(/^\/uploads\//);
  expect(after).toMatch(/^\/uploads\//);
  expect(after).not.toBe(before);
});

test('what is no picture leaves initials, and is not asked for again that day', async () => {
  const [one, two] = [await site.hasPost(), await site.hasPost()];
  site.web('http://gil.example/me.png', { content_type: 'image/png', body: Buffer.from('<svg onload=x>') });
  await mention(one, 'Gil', 'u-like-of');
  await mention(two, 'Gil', 'u-like-of');

  expect(visits('http://gil.example/me.png')).toBe(1);
  expect(part(await open(one), 'class="faces"', '</section>')).toMatch(
    /avatar-colour-\d+" aria-hidden="true">G</,
  );
});

test('pictures of those who are shown no more go, the others stay', async () => {
  const post = await site.hasPost();
  site.web('http://hal.example/me.png', await picture('#3b3'));
  site.web('http://ida.example/me.png', await picture('#33b'));
  const gone = await mention(post, 'Hal', 'u-like-of');
  await mention(post, 'Ida', 'u-like-of');
  const both = (await open(post)).match(/<img src="\/uploads/g);
  await setStatus(site.blog, [gone.id], 'trash');
  site.setTime('2026-11-01T09:00:00Z');
  await addJob(site.blog, 'linkbacks.sweep');
  await site.work();

  const left = await site.blog
    .db('linkback_photos')
    .whereLike('url', 'http://%a%.example/me.png')
    .select('url');

  expect(both).toHaveLength(2);
  expect(left.map(({ url }: { url: string }) => url)).toContain('http://ida.example/me.png');
  expect(left.map(({ url }: { url: string }) => url)).not.toContain('http://hal.example/me.png');
  expect((await open(post)).match(/<img src="\/uploads/g)).toHaveLength(1);
});

test('two hundred pictures a day are fetched, no more', async () => {
  const post = await site.hasPost();
  site.setTime(new Date(Date.UTC(2026, 8, 1, 9, minute)).toISOString());
  const many = Array.from({ length: 200 }, (_, at) => ({
    url: `http://many.example/${at}.png`,
    fetched_at: site.blog.now(),
  }));
  await site.blog.db('linkback_photos').insert(many);
  site.web('http://jan.example/me.png', await picture('#999'));
  await mention(post, 'Jan', 'u-like-of');
  await site.blog.db('linkback_photos').whereLike('url', 'http://many.%').delete();

  expect(visits('http://jan.example/me.png')).toBe(0);
  expect(await open(post)).toContain('aria-label="One like"');
});

test.each(['light', 'dark'] as const)('faces and mentions are in nobody’s way, %s', async (colorScheme) => {
  const post = await site.hasPost();
  site.web('http://kim.example/me.png', await picture('#683'));
  for (const name of ['Kim', 'Lea', 'Max']) await mention(post, name, 'u-like-of');
  await mention(post, 'Nora', 'u-url', 'A mention of some length, with a_very_long_word_'.repeat(3));
  const page = await browser.newPage({
    colorScheme,
    viewport: { width: 360, height: 780 },
    javaScriptEnabled: true,
  });
  await page.goto(site.address + (await permalink(site.blog, post)));

  if (process.env.PICTURES) {
    await page.screenshot({ path: `${process.env.PICTURES}/faces-${colorScheme}.png`, fullPage: true });
  }
  await page.evaluate(axe);
  const wrong = await page.evaluate("axe.run('#comments').then(({ violations }) => violations)");
  const width = await page.evaluate('document.documentElement.scrollWidth');

  expect(await page.locator('.face').count()).toBe(3);
  expect(wrong).toEqual([]);
  expect(width).toBeLessThanOrEqual(360);
  await page.close();
});
