// tests/themes/customize-kit.ts: an administrator at Customize.
import { beforeAll, beforeEach } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { appearance } from '../../src/themes/settings.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();
export const admin = await site.hasUser({ role: 'administrator', login: 'chief' });
export let agent: Awaited<ReturnType<typeof site.signIn>>;

/** The sheet of options that a page links. */
export const sheetIn = (page: string) => /href="(\/themes\/(?:options|draft)\.css\?ver=\w+)"/.exec(page)?.[1];

beforeAll(async () => {
  agent = await site.signIn(admin);
  await site.hasPost({ title: 'Fog over the bay', slug: 'fog' });
});

beforeEach(async () => {
  await saveSettings(site.blog.db, appearance, { stylesheet: 'default', theme_mods: {} });
  await site.blog.db('theme_drafts').delete();
});
