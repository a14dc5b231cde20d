// themes/render.ts: sets public pages in their theme; a theme that fails is left aside, and no reader sees it fail.
import { renderIn, type SetInTheme } from '../base/http/views.ts';
import { defaultTheme, themesIn } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import { plainTheme } from './current.ts';
import { noteFault } from './faults.ts';

/** Renders pages whose frame names a theme; when its templates throw, the default theme's, and the admin tells why. */
export function setInTheme(blog: Blog): SetInTheme {
  return (name, view) => {
    const frame = view.frame as { theme?: { name: string } } | undefined;
    const theme = frame?.theme && themesIn(blog.config.THEMES_DIR).known.get(frame.theme.name);
    if (!theme) return undefined;
    // A page that was given a template of its theme; when that one fails, the usual one of the default theme stands in.
    const chosen = name === 'site/single' && typeof view.template === 'string' && view.template;
    const own = chosen ? `site/page-${chosen}` : name;
    if (theme.name === defaultTheme && own === name) return undefined;
    try {
      return renderIn(theme.folders, own, view);
    } catch (error) {
      blog.log.error({ err: error, theme: theme.name, template: own }, 'a theme failed');
      noteFault(theme, own, error as Error);
      return renderIn([], name, { ...view, frame: { ...frame, theme: plainTheme(blog) } });
    }
  };
}
