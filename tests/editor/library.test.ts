// tests/editor/library.test.ts: files of the library go into the text, by everybody who may.
import { expect, test } from 'vitest';
import { forgetSettings, saveSettings } from '../../src/base/settings/settings.ts';
import { insertSettings } from '../../src/media/settings.ts';
import { openDesk, putText, textNow } from './desk.ts';
import { site, browser, db, mara, bay, addMedia, tick, press, closed } from './library-kit.ts';

test('one picture comes with its words and the chosen size', { timeout: 60_000 }, async () => {
  const { page, body, trouble, context } = await openDesk(site, browser, mara);
  await putText(page, 'Before.');

  await addMedia(page);
  await tick(page, 'The bay');
  const words = [
    await page.getByRole('dialog').getByLabel('Alternative text').inputValue(),
    await page.getByRole('dialog').getByLabel('Caption').inputValue(),
  ];
  await page.getByRole('dialog').getByLabel('Caption').fill('At "noon"');
  await page.getByRole('dialog').getByLabel('Size').selectOption('medium');
  await page.getByRole('dialog').getByLabel('Leads to').selectOption('file');
  await press(page, 'Put into the text');
  await body.locator('> figure').getByText('At "noon"').waitFor();

  expect(words).toEqual(['A bay', 'At noon']);
  expect(await textNow(page)).toBe(
    'Before.\n\n<figure class="wp-block-image size-medium"><a href="/uploads/2026/08/file-1.png">' +
      `<img class="wp-image-${bay}" src="/uploads/2026/08/medium.png" alt="A bay" width="300" height="188"></a>` +
      '<figcaption class="wp-element-caption">At "noon"</figcaption></figure>',
  );
  expect(trouble.filter((line) => !line.includes('404'))).toEqual([]);
  await context.close();
});

test(
  'size, alignment and link are those the owner proposes, until somebody says otherwise',
  { timeout: 60_000 },
  async () => {
    const rules = {
      image_default_size: 'medium',
      image_default_align: 'right',
      image_default_link_type: 'file',
    };
    await saveSettings(db, insertSettings, rules);
    const { page, body, context } = await openDesk(site, browser, mara);
    await putText(page, 'Before.');

    await addMedia(page);
    await tick(page, 'The bay');
    await press(page, 'Put into the text');
    await body.locator('> figure').waitFor();
    const usual = await textNow(page);
    await addMedia(page);
    await tick(page, 'The bay');
    await page.getByRole('dialog').getByLabel('Alignment').selectOption('');
    await page.getByRole('dialog').getByLabel('Size').selectOption('thumbnail');
    await page.getByRole('dialog').getByLabel('Leads to').selectOption('');
    await press(page, 'Put into the text');
    await body.locator('> figure.size-thumbnail').waitFor();
    const otherwise = await textNow(page);
    await db('settings').whereIn('name', Object.keys(rules)).delete();
    forgetSettings(db);

    expect(usual).toContain(
      '<figure class="wp-block-image alignright size-medium"><a href="/uploads/2026/08/file-1.png"><img',
    );
    expect(otherwise).toMatch(/<figure class="wp-block-image size-thumbnail"><img/);
    await context.close();
  },
);

test.each([
  [
    'classic',
    'Some.',
    '<figure class="wp-block-audio"><audio controls src="/uploads/2026/08/waves.mp3"></audio></figure>',
  ],
  [
    'blocks',
    '<!-- wp:paragraph -->\n<p>Some.</p>\n<!-- /wp:paragraph -->',
    /<!-- wp:audio \{"id":\d+\} -->\n<figure class="wp-block-audio"><audio controls src="\/uploads\/2026\/08\/waves.mp3"><\/audio><\/figure>\n<!-- \/wp:audio -->/,
  ],
])('sound, film and documents: %s', { timeout: 60_000 }, async (kind, text, sound) => {
  const { page, body, context } = await openDesk(site, browser, mara);
  await putText(page, text);
  for (const name of ['Waves', 'Storm', 'Report']) {
    await addMedia(page);
    await tick(page, name);
    await press(page, 'Put into the text');
    await closed(page);
  }
  // The island shows a player.
  await body.locator('.qb-island audio').waitFor();
  await body.locator('.qb-island video').waitFor();

  const written = await textNow(page);
  if (typeof sound === 'string') expect(written).toContain(sound);
  else expect(written).toMatch(sound);
  expect(written).toContain('<video controls src="/uploads/2026/08/storm.mp4"></video>');
  expect(written).toContain('<a href="/uploads/2026/08/r.pdf">a &amp; b.pdf</a>');
  expect(written.startsWith(text)).toBe(true);
  expect(/<!-- wp:paragraph -->\n<p><a/.test(written)).toBe(kind === 'blocks');
  await context.close();
});
