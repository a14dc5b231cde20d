// tests/editor/library-galleries.test.ts: galleries are made and changed; the window on a phone, and for whom.
import { expect, test } from 'vitest';
import { openDesk, problemsOf, putText, textNow } from './desk.ts';
import {
  site,
  browser,
  mara,
  png,
  hasFile,
  bay,
  dune,
  gull,
  addMedia,
  tick,
  press,
  closed,
  image,
  block,
} from './library-kit.ts';

test('several pictures are a gallery; it is changed by its buttons', { timeout: 60_000 }, async () => {
  const { page, body, context } = await openDesk(site, browser, mara);
  await addMedia(page);
  for (const name of ['The bay', 'Dune']) await tick(page, name);
  await press(page, 'Put 2 files into the text');
  await body.locator('.qb-island .wp-block-gallery img').nth(1).waitFor();
  const made = await textNow(page);

  await body.locator('.qb-island').click();
  await page.getByRole('button', { name: 'Edit gallery' }).click();
  await press(page, 'Add pictures');
  await tick(page, 'Gull');
  await press(page, 'Add to the gallery');
  await page.getByText('1 added; 3 pictures.').waitFor();
  await press(page, 'Later The bay');
  await page.getByText('The bay is number 2 of 3 now.').waitFor();
  const focus = () => page.evaluate<string>('document.activeElement.textContent');
  const focused = [await focus()];
  await page.keyboard.press('Alt+ArrowRight');
  focused.push(await focus());
  await press(page, 'Remove Dune');
  focused.push(await focus());
  const problems = await problemsOf(page);
  await page.getByRole('dialog').getByLabel('Columns').fill('2');
  await press(page, 'Apply');
  await closed(page);

  expect(made).toBe(`[gallery ids="${bay},${dune}"]`);
  expect(await textNow(page)).toBe(`[gallery ids="${gull},${bay}" columns="2"]`);
  // At the end of the row its own button is no more.
  expect(focused).toEqual(['Later The bay', 'Earlier The bay', 'Remove Gull']);
  expect(problems).toEqual([]);
  await context.close();
});

test('a gallery of the block editor keeps the blocks of its pictures', { timeout: 60_000 }, async () => {
  const { page, body, context } = await openDesk(site, browser, mara);
  const [first, second] = [image(bay, ',"linkDestination":"media"'), image(dune)];
  await putText(page, `${block(3, [first, second])}\n\n<!-- wp:acme/x /-->`);
  const edit = async (act: () => Promise<void>) => {
    await body.locator('.qb-island').first().click();
    await page.getByRole('button', { name: 'Edit gallery' }).click();
    await act();
    await press(page, 'Apply');
    await closed(page);
    return textNow(page);
  };

  const same = await edit(async () => {});
  const turned = await edit(() => press(page, /^Earlier Picture\s+2$/));
  const less = await edit(async () => {
    await press(page, /^Remove Picture\s+1$/);
    await page.getByRole('dialog').getByLabel('Columns').fill('1');
  });
  const more = await edit(async () => {
    await press(page, 'Add pictures');
    await tick(page, 'Gull');
    await press(page, 'Add to the gallery');
    await page.getByText('1 added').waitFor();
  });

  const rest = '\n\n<!-- wp:acme/x /-->';
  expect(same).toBe(block(3, [first, second]) + rest);
  expect(turned).toBe(block(3, [second, first]) + rest);
  expect(less).toBe(block(1, [second]) + rest);
  expect(more).toContain(`${second}\n\n<!-- wp:image {"id":${gull},"sizeSlug":"full"} -->`);
  await context.close();
});

test('older galleries: one that names no pictures, one in a list', { timeout: 60_000 }, async () => {
  const post = await site.hasPost({ content: `[gallery link="file" order='DESC']`, author_id: mara.id });
  const own = [
    await hasFile({ title: 'Own', post_id: post.id }),
    await hasFile({ title: 'Other', post_id: post.id }),
  ];
  const { page, body, context } = await openDesk(site, browser, mara, `/admin/posts/${post.id}`);
  const open = async () => {
    await body.locator('.qb-island').first().click();
    await page.getByRole('button', { name: 'Edit gallery' }).click();
  };
  await body.locator('.qb-island .wp-block-gallery img').nth(1).waitFor();
  await open();
  await press(page, 'Later Other');
  await press(page, 'Apply');
  await closed(page);
  const turned = await textNow(page);
  const item = (id: number) =>
    `<li class="blocks-gallery-item"><figure><img src="/uploads/2026/08/file-${id}.png" alt="P${id}" data-id="${id}"/><figcaption>C${id}</figcaption></figure></li>`;
  await putText(
    page,
    `<!-- wp:gallery {"ids":[${bay},${dune}],"align":"wide"} -->\n<figure class="wp-block-gallery alignwide columns-3"><ul class="blocks-gallery-grid">${item(bay)}${item(dune)}</ul><figcaption class="blocks-gallery-caption">All</figcaption></figure>\n<!-- /wp:gallery -->`,
  );
  await open();
  await press(page, `Remove P${bay}`);
  await press(page, 'Apply');
  await closed(page);

  expect(turned).toBe(`[gallery ids="${own.join(',')}" link="file"]`);
  expect(await textNow(page)).toBe(
    `<!-- wp:gallery {"linkTo":"none","align":"wide","columns":3} -->\n<figure class="wp-block-gallery alignwide has-nested-images columns-3 is-cropped">` +
      `<!-- wp:image {"id":${dune},"sizeSlug":"large"} -->\n<figure class="wp-block-image size-large"><img src="/uploads/2026/08/file-${dune}.png" alt="P${dune}" class="wp-image-${dune}"><figcaption class="wp-element-caption">C${dune}</figcaption></figure>\n<!-- /wp:image -->` +
      `<figcaption class="blocks-gallery-caption">All</figcaption></figure>\n<!-- /wp:gallery -->`,
  );
  await context.close();
});

test(
  'files are found by words and kind, page by page, and uploaded in place',
  { timeout: 60_000 },
  async () => {
    const { page, body, context } = await openDesk(site, browser, mara);
    for (let number = 0; number < 25; number += 1)
      await hasFile({ title: `Stone ${number}`, uploaded_at: new Date('2025-01-01') });
    const dialog = page.getByRole('dialog');
    await addMedia(page);
    await dialog.getByText('33 files').waitFor();

    await dialog.getByRole('button', { name: 'Older' }).press('Enter');
    await dialog.getByText('Page 2 of 2').waitFor();
    const focused = await page.evaluate<string>('document.activeElement.textContent');
    await tick(page, 'Stone 0');
    await dialog.getByLabel('Search').fill('wave');
    await dialog.getByText('1 file', { exact: true }).waitFor();
    await dialog.getByLabel('Search').fill('');
    await dialog.getByLabel('Type').selectOption('video');
    await dialog.getByRole('checkbox', { name: /^Storm/ }).waitFor();
    await dialog.getByLabel('Search').fill('nothing like it');
    await dialog.getByText('No file fits.').waitFor();
    await dialog.getByLabel('Upload files').setInputFiles([
      { name: 'new.png', mimeType: 'image/png', buffer: png },
      { name: 'bad.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    ]);
    await dialog.getByText(/^bad\.png: ./).waitFor();
    const isNew = await dialog.getByRole('checkbox', { name: /^new/ }).isChecked();
    const problems = await problemsOf(page);
    await press(page, 'Put 2 files into the text');
    await body.locator('.qb-island .wp-block-gallery').waitFor();

    expect(focused).toBe('Newer');
    expect(isNew).toBe(true);
    expect(problems).toEqual([]);
    expect(await textNow(page)).toMatch(/^\[gallery ids="\d+,\d+"\]$/);
    expect(await page.locator('#pictures img[alt="new.png"]').count()).toBe(1);
    await context.close();
  },
);

test('the window fits a phone, light and dark; Escape leads back', { timeout: 60_000 }, async () => {
  const { page, context } = await openDesk(site, browser, mara);
  const wrong: string[] = [];
  await addMedia(page);
  await tick(page, 'The bay');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      wrong.push(...(await problemsOf(page)).map((one) => `${width} ${colorScheme}: ${one}`));
      const beyond = await page.evaluate<number>(
        `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('dialog'))`,
      );
      if (beyond > 0) wrong.push(`${width}: the window scrolls sideways`);
      const folder = process.env.SHOTS;
      if (folder) await page.screenshot({ path: `${folder}/library-${width}-${colorScheme}.png` });
    }
  }
  await page.keyboard.press('Escape');
  await closed(page);

  expect(wrong).toEqual([]);
  expect(await page.evaluate(`document.activeElement.textContent`)).toBe('Add media');
  expect(await textNow(page)).toBe('');
  await context.close();
});

test('authors choose among their own files; contributors are told that they may not upload', async () => {
  const author = await site.hasUser({ role: 'author' });
  const own = await hasFile({ title: 'Mine', uploaded_by: author.id });
  const hidden = await hasFile({ title: 'Private', post_is_public: false });
  const desk = await site.signIn(author);
  const reader = await site.signIn(await site.hasUser({ role: 'subscriber' }));
  const files = async (query: object) => (await desk.get('/admin/text/media').query(query)).body.files;

  expect((await files({})).map((file: { id: number }) => file.id)).toEqual([own]);
  // What a gallery names already is shown, but for what not everybody may see.
  expect(
    (await files({ ids: `${gull},${hidden},${own},${gull},x` })).map(({ id }: { id: number }) => id),
  ).toEqual([gull, own, gull]);
  expect((await reader.get('/admin/text/media')).status).toBe(403);
  expect((await site.request.get('/admin/text/media').set('Accept', 'application/json')).status).toBe(401);

  const contributor = await site.hasUser({ role: 'contributor' });
  const { page, context } = await openDesk(site, browser, contributor);
  await addMedia(page);
  await page.getByText('Your role may not upload any').waitFor();
  expect(await page.getByLabel('Upload files').count()).toBe(0);
  expect(await page.getByRole('dialog').getByRole('button', { name: 'Put into' }).isDisabled()).toBe(true);
  expect(await problemsOf(page)).toEqual([]);
  await context.close();
});
