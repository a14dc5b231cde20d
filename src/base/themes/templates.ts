// base/themes/templates.ts: finds templates in several folders, the first that has one wins, and keeps them compiled.
import fs from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { __, __html, __list, _n, _nhtml, _x, translate } from '../language/gettext.ts';
import { escapeXml } from './escape.ts';

/** Prints what a template prints with `<%=`; HTML is escaped unless another way is given. */
export type Escape = (value?: string | number) => string;

type Compiled = (view: object) => string;

const compiled = new Map<string, Compiled>();
const places = new Map<string, string>();

/** What a template says is said by these, as in the code. */
const words = { __, __html, __list, _n, _nhtml, _x, translate };

/**
 * Renders a template by its name, `feature/page`. An include is looked for in the same folders, so that a theme replaces
 * any part of a page by a file of the same name, and leaves out the others.
 * @param folders absolute, the first before the others
 */
export function renderTemplate(folders: string[], name: string, view: object, escape?: Escape): string {
  const file = placeOf(folders, name);
  const template = compiled.get(keyOf(file, escape)) ?? compile(file, escape);
  const include = (other: string, more: object = {}) =>
    renderTemplate(folders, nameBelow(name, other), { ...view, ...more }, escape);
  return template({ ...view, ...words, include });
}

/** Forgets what was read from below a folder; the next page reads it again. */
export function forgetTemplates(folder: string): void {
  for (const file of compiled.keys()) if (file.startsWith(folder)) compiled.delete(file);
  places.clear();
}

/** The first template below a folder that is none, and why; nothing of it runs. */
export function unreadableTemplate(folder: string): { template: string; message: string } | undefined {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const isTemplate = (name: string) =>
    name.endsWith('.ejs') && fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.isFile();
  for (const file of files.filter(isTemplate).toSorted().slice(0, 500)) {
    try {
      ejs.compile(fs.readFileSync(path.join(folder, file), 'utf8'), { _with: false, filename: file });
    } catch (error) {
      return { template: file.slice(0, -'.ejs'.length), message: (error as Error).message.slice(0, 2000) };
    }
  }
  return undefined;
}

function placeOf(folders: string[], name: string): string {
  const key = [name, ...folders].join('\0');
  const known = places.get(key);
  if (known) return known;
  const found = folders.map((folder) => path.join(folder, `${name}.ejs`)).find((file) => fs.existsSync(file));
  if (!found) throw new Error(`there is no template ${name}`);
  places.set(key, found);
  return found;
}

/** What an include means: beside the template that asks, or from the top with a slash. */
function nameBelow(name: string, other: string): string {
  const asked = other.replace(/\.ejs$/, '');
  const found = asked.startsWith('/')
    ? path.posix.normalize(asked).slice(1)
    : path.posix.join(path.posix.dirname(name), asked);
  if (found.startsWith('..'))
    throw new Error(`the template ${name} includes ${other}, outside of its folder`);
  return found;
}

function compile(file: string, escape?: Escape): Compiled {
  const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  // EJS's own include belongs to the folder a template was first read from; ours comes with each page.
  const template = ejs.compile(text, {
    _with: false,
    localsName: 'view',
    destructuredLocals: ['include', ...Object.keys(words)],
    filename: file,
    escape: escape ?? escapeXml,
  }) as Compiled;
  if (process.env.NODE_ENV !== 'development') compiled.set(keyOf(file, escape), template);
  return template;
}

const keyOf = (file: string, escape?: Escape) => (escape ? `${file}\0plain` : file);
