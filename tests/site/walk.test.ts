// tests/site/walk.test.ts: every kind of page and every admin screen, on a telephone and wide, light and dark: axe finds nothing.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { storeSecret } from '../../src/accounts/two-factor/queries.ts';
import { newSecret } from '../../src/accounts/two-factor/two-factor.ts';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { sampleBlog } from './sample.ts';

const site = await startBlog();
const browser = await startBrowser();
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    'no-inline-style': 'off',
    'no-redundant-role': 'off',
    'long-title': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'no-implicit-button-type': 'off',
    'prefer-native-element': 'off',
  },
});
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 780 };
let places: Record<string, string>;
let context: BrowserContext;
let signedIn: BrowserContext;

beforeAll(async () => {
  places = await sampleBlog(site);
  for (let number = 1; number <= 18; number += 1) {
    await site.hasPost({ type: 'page', slug: `page-${number}`, title: `A page of some length ${number}` });
  }
  const ada = await site.hasUser({ role: 'administrator', login: 'keeper', display_name: 'Keeper' });
  const draft = await site.hasPost({ status: 'draft', slug: '', published_at: null, author_id: ada.id });
  const held = await site.hasComment({ post_id: draft.id, status: 'hold', content: 'Is this **on**?' });
  const session = await sessionCookie(site.blog, ada);
  await storeSecret(site.blog.db, ada.id, newSecret());
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#567' } })
    .png()
    .toBuffer();
  const agent = await site.signIn(ada);
  await agent.post(`/admin/posts/${draft.id}/autosave`).type('form').send({ title: 'Typed, not saved' });
  await agent.post('/admin/media/upload').attach('files', picture, 'bay.png');
  const [autosave] = (await site.blog.db('revisions').select('id')) as { id: number }[];
  const other = await site.hasUser({ role: 'editor', display_name: 'Somebody else' });
  const lock = { post_id: draft.id, user_id: other.id, screen: '', locked_at: site.blog.now() };
  await site.blog.db('post_locks').insert(lock);
  const [media] = (await site.blog.db('media').select('id')) as { id: number }[];
  await agent.post('/admin/import').attach('file', Buffer.from(emptyExport), 'old-blog.xml');
  await agent.post('/admin/menus/add').type('form').send({ name: 'Main' });
  const [menu] = (await site.blog.db('menus').select('id')) as { id: number }[];
  for (const line of ['Under', 'Over']) {
    await agent
      .post(`/admin/menus/${menu!.id}/items/add`)
      .type('form')
      .send({ title: line, url: '/', posts: draft.id });
  }
  for (const kind of ['text', 'archives', 'categories']) {
    await agent.post('/admin/widgets/add').type('form').send({ kind, area: 'footer' });
  }
  await agent.post('/admin/redirects').type('form').send({ source: '/blog', target: '/', match: 'prefix' });
  const [one] = (await site.blog.db('imports').select('id')) as { id: number | string }[];
  places = {
    ...places,
    'at work': places.single!,
    'sign in': '/login',
    'lost password': '/lost-password',
    'before set-up': '/setup?token=nothing',
    ...Object.fromEntries(
      [
        [
          '',
          'posts',
          'posts?s=zzzz',
          'posts/new',
          `posts/${draft.id}`,
          `posts/${draft.id}/revisions?id=${autosave!.id}`,
        ],
        ['pages', 'pages/new', 'media', 'media?s=zzzz', 'media?mode=list', `media/${media!.id}`],
        [`media/${media!.id}/edit`, `media/delete?ids=${media!.id}`],
        ['themes', 'customize', 'custom-css', 'menus', `menus/${menu!.id}`, 'widgets'],
        ['posts?status=trash', `posts/bulk-edit?ids=${draft.id}`, `posts?edit=${draft.id}`],
        ['comments', 'comments?status=spam', `comments/${held.id}`, 'categories', 'tags'],
        ['categories?s=zzzz', 'categories?edit=1', 'categories/1', 'categories/merge?ids=1'],
        [
          'users',
          `users/${ada.id}`,
          `users/${other.id}/delete`,
          'profile',
          'profile/picture',
          'profile/two-factor',
          'profile/passkeys',
          'profile/application-passwords',
          'import',
          `import/${one!.id}`,
          'export',
          'redirects?try=/blog/a',
          'redirects/1',
          'outbox',
          'jobs',
          'go',
        ],
        [
          'settings/general',
          'settings/writing',
          'settings/reading',
          'settings/discussion',
          'settings/attachments',
          'settings/embeds',
          'settings/embed-providers',
          'embeds',
          'settings/media',
          'settings/permalinks',
          'settings/privacy',
        ],
      ]
        .flat()
        .map((path) => [`/admin/${path}`, `/admin/${path}`]),
    ),
  };
  // One page of each template is enough.
  for (const same of ['page 2', 'part', 'taken', 'tag', 'year', 'month', 'day', 'format', 'empty search']) {
    delete places[same];
  }
  context = await browser.newContext({ viewport: narrow, bypassCSP: true });
  signedIn = await browser.newContext({ viewport: narrow, bypassCSP: true });
  const [name, value] = session.split('=') as [string, string];
  await signedIn.addCookies([{ name, value, url: site.address }]);
});

// In parts, so that each has the time of a test also on a busy machine.
const parts = 8;
const eachPart = Array.from({ length: parts }, (_, at) => at);

test.each(eachPart)(
  'nothing stands in anybody’s way, nowhere (part %i)',
  { timeout: 120_000 },
  async (part) => {
    const wrong: string[] = [];
    const own = Object.entries(places).filter((_, at) => at % parts === part);

    const [outside, inside] = [await context.newPage(), await signedIn.newPage()];

    for (const [kind, address] of own) {
      const page = kind.startsWith('/admin') || kind === 'at work' ? inside : outside;
      await page.setViewportSize(narrow);
      await page.goto(site.address + address);
      // A connection that the server has just let go of is opened again.
      const answer = await page.context().request.get(site.address + address, { maxRetries: 3 });
      const found = [...(await problemsOf(page)), ...(await mistakesIn(await answer.text()))];
      wrong.push(...found.map((problem) => `${kind}: ${problem}`));
    }

    expect([...new Set(wrong)]).toEqual([]);
  },
);

test(
  'forms that come back say what is wrong, at the field and in the title',
  { timeout: 60_000 },
  async () => {
    const page = await context.newPage();
    const wrong: string[] = [];
    await page.goto(site.address + places.single!);
    await page.locator('#commentform').evaluate((form) => form.setAttribute('novalidate', ''));

    await page.locator('#comment').fill('A letter');
    await page.locator('#author').fill('Bea');
    await page.locator('#email').fill('bea@x');
    await page.locator('#submit').click();
    await page.locator('#email-problem').waitFor();
    wrong.push(...(await problemsOf(page)));

    expect(await page.title()).toMatch(/not sent/);
    expect(await page.locator('#email').getAttribute('aria-describedby')).toContain('email-problem');
    expect(await page.locator('#email').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#email-problem').innerText()).toContain('not an email address');
    expect(await page.locator('#comment').inputValue()).toBe('A letter');
    expect(wrong).toEqual([]);
    await page.close();
  },
);

test('what was done is where the keyboard is: the notice, the place it names, the field that is wrong', async () => {
  const page = await signedIn.newPage();
  const focused = () =>
    page.evaluate<string>(
      '[document.activeElement.id, document.activeElement.getAttribute("aria-describedby")].filter(Boolean).join()',
    );

  await page.goto(`${site.address}/admin/posts`);
  await page.locator('#bulk button').click();
  await page.locator('#answer').waitFor();
  const notice = [await focused(), await page.locator('#answer').innerText()];
  await page.keyboard.press('Tab');
  const next = await page.evaluate<boolean>('!!document.activeElement.closest("main")');
  await page.locator('.row-actions a', { hasText: 'Quick Edit' }).first().click();
  await page.locator('#quick-edit button').click();
  await page.locator('#answer').waitFor();
  const row = await focused();
  await page.goto(`${site.address}/admin/settings/permalinks`);
  await page.locator('#permalink_structure').fill('/nothing/');
  await page.locator('main button.button-main').click();
  await page.locator('#answer').waitFor();

  expect(notice).toEqual(['answer', 'No items were selected.']);
  expect(next).toBe(true);
  expect(row).toMatch(/^post-\d+,answer$/);
  expect(await focused()).toContain('permalink_structure');
  await page.close();
});

/** Narrow and light with every rule; dark and wide with those that may differ there. */
async function problemsOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(narrow);
  await page.evaluate(axe);
  const found = [...(await violations(page)), ...(await overhang(page))];
  await page.evaluate('void (document.documentElement.style.fontSize = "200%")');
  found.push(...(await overhang(page)).map((problem) => `letters of twice the size: ${problem}`));
  await page.evaluate('void (document.documentElement.style.fontSize = "")');
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await violations(page, ['color-contrast'])).map((problem) => `dark ${problem}`));
  await page.setViewportSize(wide);
  const some = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
  found.push(...(await violations(page, some)).map((problem) => `dark and wide ${problem}`));
  found.push(...(await overhang(page)));
  return found;
}

function violations(page: Page, only?: string[]): Promise<string[]> {
  const options = only
    ? { runOnly: { type: 'rule', values: only } }
    : { rules: { 'target-size': { enabled: true } } };
  return page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
  );
}

async function overhang(page: Page): Promise<string[]> {
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  if (beyond <= 0) return [];
  const what = await page.evaluate<string>(
    `[...document.querySelectorAll('body *')].findLast((one) => one.getBoundingClientRect().right > innerWidth + 1)
      ?.outerHTML.slice(0, 100)`,
  );
  return [`${beyond} px too wide: ${what}`];
}

async function mistakesIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `html ${line} ${ruleId}: ${message}`),
  );
}

const emptyExport = `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old</title><wp:wxr_version>1.2</wp:wxr_version></channel></rss>`;
