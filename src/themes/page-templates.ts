// themes/page-templates.ts: what a theme offers to set a page in, and which of it the word kept with a page means.
import { lineOf, themesIn, type Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';

/** The page templates of a theme and its parents: what each is called, by its name. */
export function pageTemplates(blog: Blog, theme: Theme): Record<string, string> {
  const line = lineOf(themesIn(blog.config.THEMES_DIR), theme).toReversed();
  return Object.assign({}, ...line.map(({ manifest }) => manifest.page_templates)) as Record<string, string>;
}

/**
 * The name of the offered template that is meant; '' for the usual page. WordPress keeps a file's path in its theme:
 * `page-templates/full-width.php` and `template-full-width.php` mean `full-width` here.
 */
export function templateMeant(offered: Record<string, string>, kept: string): string {
  const [, name = ''] = /^(?:.*\/)?(?:page-|template-)?([^/]*?)(?:\.php)?$/.exec(kept.toLowerCase()) ?? [];
  return [kept, name.replaceAll('_', '-')].find((one) => Object.hasOwn(offered, one)) ?? '';
}
