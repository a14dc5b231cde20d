// base/http/views.ts: EJS as this house uses it: a template sees `view` and nothing else.
import path from 'node:path';
import type { Express } from 'express';
import { renderTemplate } from '../themes/templates.ts';
import { defaultThemeFolder } from '../themes/themes.ts';
import { projectFolder } from '../project.ts';
import { assetAddress } from './assets.ts';
import { strictView } from './strict-view.ts';

const folder = path.join(projectFolder, 'views');
const folders = [defaultThemeFolder, folder];
const isStrict = process.env.NODE_ENV === 'test' || process.env.NODE_ENV === 'development';

type Callback = (error: Error | null, page?: string) => void;

/** Sets a page in the theme that its view names; undefined when it names none. */
export type SetInTheme = (name: string, view: Record<string, unknown>) => string | undefined;

/** Teaches an Express application to render `views/FEATURE/PAGE.ejs`, and those of the default theme. */
export function useViews(app: Express, setInTheme: SetInTheme): void {
  app.set('views', folders);
  app.set('view engine', 'ejs');
  app.engine('ejs', (file: string, locals: object, callback: Callback) => {
    // Express adds these; a template has no business with them.
    const { settings: _settings, _locals, cache: _cache, ...own } = locals as Record<string, unknown>;
    const view = { ...(_locals as object | undefined), ...own };
    try {
      callback(null, setInTheme(nameOf(file), view) ?? renderIn([], nameOf(file), view));
    } catch (error) {
      callback(error as Error);
    }
  });
}

/**
 * Renders a template, looked for in these folders before those of the project. `name` is `feature/page`. Beside its view a
 * template finds `view.asset('css/site.css')`, the address of a file of the build.
 */
export function renderIn(first: string[], name: string, view: object): string {
  const whole = { ...view, asset: assetAddress };
  return renderTemplate([...first, ...folders], name, isStrict ? strictView(whole) : whole);
}

/** Renders a template outside a request, such as a mail's text. `name` is `feature/page`. */
export async function renderView(name: string, view: object): Promise<string> {
  return renderIn([], name, view);
}

/** Renders plain text, such as a mail's: nothing is escaped, as nothing in it is markup. `name` is `feature/page`. */
export async function renderText(name: string, view: object): Promise<string> {
  const plain = (value?: string | number) => String(value ?? '');
  return renderTemplate(folders, name, isStrict ? strictView(view) : view, plain);
}

function nameOf(file: string): string {
  const home = folders.find((one) => file.startsWith(one + path.sep))!;
  return path.relative(home, file).slice(0, -'.ejs'.length).split(path.sep).join('/');
}
