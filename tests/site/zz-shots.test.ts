import { test } from 'vitest';
import { startBlog } from '../blog.ts';
import { startBrowser } from '../browser.ts';
import { sampleBlog } from './sample.ts';
const site = await startBlog();
const browser = await startBrowser();
test('shots', async () => {
  const places = await sampleBlog(site);
  const { saveSettings } = await import('../../src/base/settings/settings.ts');
  const { general } = await import('../../src/base/settings/general.ts');
  await saveSettings(site.blog.db, general, {
    blogname: 'The Harbour Log',
    blogdescription: 'Notes from the sea wall',
  });
  const kinds = (process.env.SHOTS ?? 'home,single').split(',');
  for (const kind of kinds)
    for (const width of [360, 768, 1280])
      for (const scheme of (process.env.SCHEMES ?? 'light').split(',')) {
        const page = await browser.newPage({
          viewport: { width, height: 900 },
          colorScheme: scheme as 'light',
        });
        await page.goto(site.address + places[kind], { waitUntil: 'networkidle' });
        await page.screenshot({
          path: `/tmp/siteshots/${kind}-${width}-${scheme}.png`,
          fullPage: !process.env.FOLD,
        });
        await page.close();
      }
}, 120000);
