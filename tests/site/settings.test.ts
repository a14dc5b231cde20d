// tests/site/settings.test.ts: Settings → Permalinks shows what it would make of a post; Settings → Privacy names a page.
import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';

const site = await startBlog();
const { db } = site.blog;
const keeper = await site.hasUser({ role: 'administrator', slug: 'keeper' });
const agent = await site.signIn(keeper);
const send = (path: string, fields: object) => agent.post(path).type('form').send(fields);
const screen = '/admin/settings/permalinks';
const previewIn = (page: string) => /<output[^>]*>([^<]*)</.exec(page)?.[1];

test('without a post an invented one shows the address', async () => {
  const page = await agent.get(screen);

  expect(page.text).toContain('A post would stand at');
  expect(previewIn(page.text)).toBe('http://blog.example/2026/08/01/sample-post/');
});

describe('with a post', () => {
  beforeAll(async () => {
    const published_at = new Date('2026-07-20T10:30:05Z');
    await site.hasPost({ id: 77, title: 'Fog & <sea>', slug: 'fog', author_id: keeper.id, published_at });
  });

  test.each([
    ['', '/?p=77'],
    ['/%year%/%monthnum%/%postname%/', '/2026/07/fog/'],
    ['/archives/%post_id%', '/archives/77'],
    ['/%author%/%hour%-%minute%-%second%/%postname%.html', '/keeper/10-30-05/fog.html'],
    ['/%category%/%postname%', '/uncategorized/fog'],
  ])('the structure “%s” is shown before it is saved', async (permalink_structure, address) => {
    const page = await agent.get(screen).query({ permalink_structure, category_base: 'topics' });

    expect(previewIn(page.text)).toBe(`http://blog.example${address}`);
    expect(page.text).toContain('“Fog &amp; &lt;sea&gt;” would stand at');
    expect(page.text).toContain(`name="permalink_structure" type="text" value="${permalink_structure}"`);
    expect(page.text).toContain('value="topics"');
    expect(await db('settings').where({ name: 'permalink_structure' })).toEqual([]);
  });

  test.each(['nonsense', '/%year%/', '/%nothing%/%postname%/', '/a b/%postname%'])(
    'the structure “%s” has no preview, but a reason',
    async (permalink_structure) => {
      const tried = await agent.get(screen).query({ permalink_structure });
      const saved = await send(screen, { permalink_structure, category_base: '', tag_base: '' });

      expect(previewIn(tried.text)).toMatch(/^Nowhere: the structure (begins|needs)/);
      expect(saved.status).toBe(422);
      expect(previewIn(saved.text)).toMatch(/^Nowhere/);
    },
  );

  test.each([
    ['//evil.example/%postname%/', '/evil.example/fog/'],
    ['/\\evil.example/%postname%/', '/evil.example/fog/'],
    ['/%year%/../%postname%/', '/2026/fog/'],
    ['/./%postname%//', '/fog/'],
    ['/.well/%postname%..html', '/.well/fog..html'],
  ])('the structure “%s” leads to no other place', async (permalink_structure, address) => {
    const tried = await agent.get(screen).query({ permalink_structure });

    expect(previewIn(tried.text)).toBe(`http://blog.example${address}`);
  });

  test('the common ones lead into the field, and what is saved is what was shown', async () => {
    const page = await agent.get(screen);
    const [href] =
      /\/admin\/settings\/permalinks\?permalink_structure=[^"]*postname[^"]*(?=" aria-label="Put into the field: Post name")/.exec(
        page.text,
      )!;
    const chosen = await agent.get(href);
    await send(screen, { permalink_structure: '/%postname%/', category_base: '', tag_base: '' });
    const post = await site.request.get('/fog/');
    await db('settings').where({ name: 'permalink_structure' }).delete();

    expect(previewIn(chosen.text)).toBe('http://blog.example/fog/');
    expect(chosen.text).toMatch(/Post name<\/th>[^]*In the field/);
    expect(post.status).toBe(200);
  });

  test('with scripts the address follows the typing', async () => {
    const browser = await startBrowser();
    const page = await browser.newPage();
    await page.setExtraHTTPHeaders({ cookie: await sessionCookie(site.blog, keeper) });
    await page.goto(site.address + screen);
    const shown = page.locator('#preview');

    await page.getByLabel('Permalink structure').fill('/%author%/%post_id%-%postname%/');
    const typed = await shown.innerText();
    await page.getByLabel('Permalink structure').fill('/%author%/%post');
    const half = await shown.innerText();
    await page.getByLabel('Permalink structure').fill('');
    const plain = await shown.innerText();

    expect([typed, half, plain]).toEqual([
      'http://blog.example/keeper/77-fog/',
      'Not an address yet.',
      'http://blog.example/?p=77',
    ]);
    expect(await page.getByRole('button', { name: 'Preview' }).count()).toBe(0);
  });
});

test('the page about privacy is linked at the foot of every page, while it is public', async () => {
  const policy = await site.hasPost({ type: 'page', slug: 'privacy', title: 'Your <data>' });
  const draft = await site.hasPost({ type: 'page', slug: 'later', title: 'Not yet', status: 'draft' });
  const footOf = async (path: string) =>
    /<footer[^]*<\/footer>/.exec((await site.request.get(path)).text)![0];

  const before = await footOf('/');
  const choices = await agent.get('/admin/settings/privacy');
  const answer = await send('/admin/settings/privacy', { wp_page_for_privacy_policy: policy.id });
  const feet = await Promise.all(['/', '/?s=fog', '/no/such/thing/', '/privacy/'].map(footOf));
  await send('/admin/settings/privacy', { wp_page_for_privacy_policy: draft.id });
  const hidden = await footOf('/');

  const link = '<a rel="privacy-policy" href="/privacy/">Your &lt;data&gt;</a>';
  expect(answer.status).toBe(303);
  expect(before).not.toContain('privacy-policy');
  expect(choices.text).toContain('Your &lt;data&gt;</option>');
  expect(choices.text).not.toContain('Not yet');
  expect(feet.map((foot) => foot.includes(link))).toEqual([true, true, true, true]);
  expect(hidden).not.toMatch(/privacy-policy|Not yet/);
});

test('only those who may change settings see them', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const answers = await Promise.all([
    editor.get('/admin/settings/privacy'),
    editor.get(`${screen}?permalink_structure=/%25postname%25/`),
    editor.post('/admin/settings/privacy').type('form').send({ wp_page_for_privacy_policy: '1' }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});
