// base/http/views.ts: EJS as this house uses it: a template sees `view` and nothing else.
import path from 'node:path';
import ejs from 'ejs';
import type { Express } from 'express';
import { projectFolder } from '../project.ts';
import { strictView } from './strict-view.ts';

const folder = path.join(projectFolder, 'views');
const options = { _with: false, localsName: 'view', root: folder, views: [folder] };
const isStrict = process.env.NODE_ENV === 'test' || process.env.NODE_ENV === 'development';

type Callback = (error: Error | null, page?: string) => void;

/** Teaches an Express application to render `views/ROOM/PAGE.ejs`. */
export function useViews(app: Express): void {
  app.set('views', folder);
  app.set('view engine', 'ejs');
  app.engine('ejs', (file: string, locals: object, callback: Callback) => {
    renderFile(file, locals).then((page) => callback(null, page), callback);
  });
}

/** Renders a template outside a request, such as a mail's text. `name` is `room/page`. */
export function renderView(name: string, view: object): Promise<string> {
  return renderFile(path.join(folder, `${name}.ejs`), view);
}

/** Renders plain text, such as a mail's: nothing is escaped, as nothing in it is markup. `name` is `room/page`. */
export function renderText(name: string, view: object): Promise<string> {
  return ejs.renderFile(path.join(folder, `${name}.ejs`), isStrict ? strictView(view) : view, {
    ...options,
    cache: !isDevelopment,
    escape: (value?: string | number) => String(value ?? ''),
  });
}

function renderFile(file: string, view: object): Promise<string> {
  // Express adds these; a template has no business with them.
  const { settings: _settings, _locals, cache: _cache, ...own } = view as Record<string, unknown>;
  const shown = { ...(_locals as object | undefined), ...own };
  return ejs.renderFile(file, isStrict ? strictView(shown) : shown, { ...options, cache: !isDevelopment });
}

const isDevelopment = process.env.NODE_ENV === 'development';
