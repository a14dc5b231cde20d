// tests/themes/customize.test.ts: an owner chooses colours, fonts, a layout and a logo, looks, and publishes or not.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { site, agent, sheetIn } from './customize-kit.ts';

const other = await site.hasUser({ role: 'administrator', login: 'second' });

/** The fields of Customize as its form shows them now. */
async function formFields(): Promise<Record<string, string>> {
  const { text } = await agent.get('/admin/customize');
  const form = text.split('id="options"')[1]!.split('</form>')[0]!;
  const inputs = [...form.matchAll(/<input [^>]*name="(\w+)"[^>]*>/g)].filter(
    ([tag]) => !tag.includes('type="radio"') || tag.includes('checked'),
  );
  const fields = inputs.map(([tag, name]) => [name!, /value="([^"]*)"/.exec(tag)?.[1] ?? '']);
  const selects = [...form.matchAll(/<select [^>]*name="(\w+)"[^]*?value="([\w-]+)" selected/g)].map(
    ([, name, value]) => [name!, value!],
  );
  return Object.fromEntries([...fields, ...selects]) as Record<string, string>;
}

test('what is chosen is seen by its owner in the preview, by nobody else, until it is published', async () => {
  const fields = { ...(await formFields()), option_main: '#7a1f5c', option_footer_text: 'Made by the sea' };

  const kept = await agent.post('/admin/customize/preview').type('form').send(fields);
  const previewed = await agent.get('/?customize_preview=1');
  const own = await agent.get('/');
  const reader = await site.request.get('/?customize_preview=1');
  const second = await (await site.signIn(other)).get('/?customize_preview=1');

  expect(kept.status).toBe(303);
  expect(previewed.text).toContain('Made by the sea');
  const draft = await agent.get(sheetIn(previewed.text)!);
  expect(draft.text).toContain('--main:#7a1f5c');
  expect(draft.headers['cache-control']).toContain('no-store');
  for (const page of [own, reader, second]) {
    expect(page.text).toContain('Fog over the bay');
    expect(page.text).not.toContain('Made by the sea');
    expect(sheetIn(page.text)).toBeUndefined();
  }

  await agent
    .post('/admin/customize/publish')
    .type('form')
    .send(await withTextarea(fields));
  const published = await site.request.get('/');

  expect(published.text).toContain('Made by the sea');
  const sheet = await site.request.get(sheetIn(published.text)!);
  expect(sheet.text).toBe('@media not all and (prefers-color-scheme: dark){:root{--main:#7a1f5c}}');
  expect(sheet.headers['content-type']).toContain('text/css');
  expect((await agent.get('/admin/customize')).text).not.toContain('These choices are a draft');
});

const withTextarea = async (fields: Record<string, string>) => ({ ...(await formFields()), ...fields });

test('a draft that is discarded leaves nothing behind', async () => {
  const fields = { ...(await formFields()), option_footer_text: 'Never to be seen' };
  await agent.post('/admin/customize/preview').type('form').send(fields);

  await agent.post('/admin/customize/discard').type('form').send({ theme: 'default' });

  expect((await agent.get('/?customize_preview=1')).text).not.toContain('Never to be seen');
  expect((await agent.get('/admin/customize')).text).not.toContain('Never to be seen');
  expect((await agent.get('/?customize_preview=1')).text).toContain('Fog over the bay');
});

test('another theme is looked at before the site wears it', async () => {
  await agent.post('/admin/customize/open').type('form').send({ theme: 'news' });
  const previewed = await agent.get('/?customize_preview=1');
  const before = await site.request.get('/');

  await agent
    .post('/admin/customize/publish')
    .type('form')
    .send({ ...(await formFields()), option_masthead: 'centre' });
  const after = await site.request.get('/');

  expect(previewed.text).toContain('class="masthead masthead-start"');
  expect(before.text).not.toContain('class="masthead');
  expect(after.text).toContain('class="masthead masthead-centre"');
});

test('links of a previewed page lead to previewed pages, without a script', async () => {
  const from = `${site.address}/?customize_preview=1`;
  const follow = (path: string, headers: Record<string, string>) => {
    const request = agent.get(path);
    for (const [name, value] of Object.entries(headers)) void request.set(name, value);
    return request;
  };
  const host = new URL(site.address).host;

  const page = await follow('/2026/08/01/fog/', { Referer: from, Accept: 'text/html', Host: host });
  const elsewhere = await follow('/2026/08/01/fog/', {
    Referer: 'http://far.example/?customize_preview=1',
    Accept: 'text/html',
    Host: host,
  });
  const slashes = await follow('//far.example/', { Referer: from, Accept: 'text/html', Host: host });
  const reader = await site.request
    .get('/2026/08/01/fog/')
    .set({ Referer: from, Accept: 'text/html', Host: host });

  expect([page.status, page.headers.location]).toEqual([302, '/2026/08/01/fog/?customize_preview=1']);
  expect(elsewhere.status).toBe(200);
  expect(slashes.headers.location ?? '').not.toContain('customize_preview');
  expect(reader.status).toBe(200);
});

test('colours that are hard to read are warned of, and may be published all the same', async () => {
  const fields = { ...(await formFields()), option_ink: '#cccccc' };

  await agent.post('/admin/customize/preview').type('form').send(fields);
  const screen = await agent.get('/admin/customize');
  const plain = await agent
    .post('/admin/customize/preview')
    .set('Accept', 'application/json')
    .type('form')
    .send({ ...fields, option_ink: '#111111' });
  const published = await agent.post('/admin/customize/publish').type('form').send(fields);

  expect(screen.text).toContain('“Text” (#cccccc) and “Paper” have a contrast of 1.5:1; text needs 4.5:1');
  expect(plain.body).toEqual({ warnings: [] });
  expect(published.status).toBe(303);
});

test('what no option takes is refused at its field, and nothing is kept', async () => {
  const fields = await formFields();

  const colour = await agent
    .post('/admin/customize/publish')
    .type('form')
    .send({ ...fields, option_main: 'red;}body{display:none' });
  const font = await agent
    .post('/admin/customize/preview')
    .type('form')
    .send({ ...fields, option_text_font: "x';}" });
  const gone = await agent
    .post('/admin/customize/publish')
    .type('form')
    .send({ ...fields, theme: 'nobody' });

  expect(colour.status).toBe(422);
  expect(colour.text).toMatch(/id="option_main-problem">Type a colour/);
  expect(font.status).toBe(422);
  expect(gone.status).toBe(404);
  expect(sheetIn((await site.request.get('/')).text)).toBeUndefined();
  expect((await agent.get('/admin/customize')).text).not.toContain('These choices are a draft');
});

test('a logo is chosen from the library, and the library tells where it is used', async () => {
  const picture = await sharp({ create: { width: 600, height: 200, channels: 3, background: '#a31' } })
    .png()
    .toBuffer();
  await agent.post('/admin/media/upload').attach('files', picture, 'anchor.png');
  await site.work();
  const [media] = (await site.blog.db('media').select('id')) as { id: number }[];

  const screen = await agent.get('/admin/customize');
  await agent
    .post('/admin/customize/publish')
    .type('form')
    .send({ ...(await formFields()), option_logo: String(media!.id) });
  const home = await site.request.get('/');

  expect(screen.text).toContain('alt="anchor.png"');
  expect(home.text).toMatch(/<a class="site-logo" href="\/"[^>]*><img src="\/uploads\/[^"]+" width/);
  expect((await agent.get(`/admin/media/${media!.id}`)).text).toContain('As “Logo” of the theme');

  await site.blog.db('media').where({ id: media!.id }).update({ is_public: false });
  expect((await site.request.get('/')).text).not.toContain('site-logo');
});

test('older pictures are paged through and found by words; the chosen one and all other choices stay', async () => {
  const { db } = site.blog;
  const kept = {
    mime_type: 'image/png',
    status: 'ready',
    byte_size: 1,
    width: 90,
    height: 90,
    source: 'library',
  };
  const rows = Array.from({ length: 60 }, (_, index) => ({
    ...kept,
    name: `p${index + 1}.png`,
    file: `2026/07/p${index + 1}.png`,
    uploaded_at: new Date(Date.UTC(2026, 6, 1, 0, index)),
    alternative_text: index === 3 ? 'An old lighthouse' : '',
  }));
  await db('media').delete();
  const media = await db('media').insert(rows).returning<{ id: number; name: string }[]>(['id', 'name']);
  await db('media').insert({ ...kept, name: 'far.png', remote_url: 'https://far.example/far.png' });
  const idOf = (name: string) => String(media.find((one) => one.name === name)!.id);
  const pictures = (text: string) =>
    [...text.matchAll(/name="option_logo" value="(\d+)"/g)].map(([, id]) => id!);
  const press = async (more: Record<string, string>) => {
    const fields = { ...(await formFields()), option_logo: idOf('p60.png'), option_main: '#7a1f5c', ...more };
    const { headers } = await agent.post('/admin/customize/preview').type('form').send(fields);
    return { at: headers.location!, text: (await agent.get(headers.location!)).text };
  };

  const first = (await agent.get('/admin/customize')).text;
  const second = await press({ pictures: 'logo:2' });
  const third = await press({ pictures: 'logo:3' });
  const found = await press({ find_logo: 'LIGHTHOUSE' });
  const none = await press({ find_logo: '50 %', pictures: 'logo:1' });

  expect(first).not.toContain('far.example');
  expect(pictures(first)).toEqual(
    rows
      .slice(36)
      .map(({ name }) => idOf(name))
      .toReversed(),
  );
  expect(second.at).toBe('/admin/customize?pictures=logo%3A2#pictures-logo');
  expect(pictures(second.text).slice(0, 2)).toEqual([idOf('p60.png'), idOf('p36.png')]);
  expect(second.text).toContain('value="logo:3">Older pictures');
  expect(pictures(third.text)).toHaveLength(13);
  expect(third.text).not.toContain('Older pictures');
  expect(pictures(found.text)).toEqual([idOf('p60.png'), idOf('p4.png')]);
  expect(none.text).toContain('No picture fits these words.');
  for (const { text } of [second, found, none]) {
    expect(text).toContain(`value="${idOf('p60.png')}" checked`);
    expect(text).toContain('value="#7a1f5c"');
  }
});
