// base/themes/themes.ts: the themes there are: those of the project, and those in the owner's folder.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../project.ts';
import { nameOfTheme, readManifest, type Manifest, type ThemeOptions } from './manifest.ts';
import { forgetTemplates } from './templates.ts';

export interface Theme {
  /** Its folder's name. */
  name: string;
  folder: string;
  manifest: Manifest;
  /** Where its templates are looked for: its own folder, then those of its parents. */
  folders: string[];
  /** Its own options and those of its parents. */
  options: ThemeOptions;
  /** Changes with any of its files. */
  version: string;
  /** The file name of its picture; '' without one. */
  screenshot: string;
}

export interface Themes {
  known: Map<string, Theme>;
  /** Folders that are no themes, and why. */
  broken: { name: string; problem: string }[];
}

const shipped = path.join(projectFolder, 'views', 'themes');

/** The theme that stands in wherever another has nothing, or is broken. */
export const defaultTheme = 'default';
export const defaultThemeFolder = path.join(shipped, defaultTheme);

interface Kept {
  themes: Themes;
  stamp: string;
  looked_at: number;
}
const kept = new Map<string, Kept>();
const lookEvery = 2000;

/**
 * All themes. What changed in the owner's folder is noticed within two seconds, without a restart.
 * @param folder THEMES_DIR; undefined when there is none
 */
export function themesIn(folder: string | undefined): Themes {
  const key = folder ?? '';
  const known = kept.get(key);
  const now = performance.now();
  if (known && (!folder || now - known.looked_at < lookEvery)) return known.themes;
  const stamp = folder ? stampOf(folder) : '';
  if (known?.stamp === stamp) {
    known.looked_at = now;
    return known.themes;
  }
  if (folder) forgetTemplates(folder);
  const themes = readThemes(folder);
  kept.set(key, { themes, stamp, looked_at: now });
  return themes;
}

/** Looks again at once, such as when the list of themes is asked for. */
export function rereadThemes(folder: string | undefined): void {
  const known = kept.get(folder ?? '');
  if (known) known.looked_at = -lookEvery;
}

function readThemes(own: string | undefined): Themes {
  const themes: Themes = { known: new Map(), broken: [] };
  for (const folder of own ? [shipped, own] : [shipped]) {
    if (!fs.existsSync(folder)) themes.broken.push({ name: folder, problem: 'there is no such folder' });
    for (const name of foldersIn(folder)) {
      try {
        if (themes.known.has(name))
          throw new Error('a theme that comes with Quillback has this name: give the folder another one');
        themes.known.set(name, readTheme(path.join(folder, name), name));
      } catch (error) {
        themes.broken.push({ name, problem: (error as Error).message });
      }
    }
  }
  for (const theme of themes.known.values()) inherit(themes, theme);
  return themes;
}

function readTheme(folder: string, name: string): Theme {
  if (!nameOfTheme.test(name))
    throw new Error('the folder’s name must be of small letters, digits and hyphens');
  const file = path.join(folder, 'theme.json');
  if (!fs.existsSync(file)) throw new Error('it has no theme.json');
  const manifest = readManifest(fs.readFileSync(file, 'utf8'));
  const missing = manifest.styles.find((style) => !fs.existsSync(path.join(folder, style)));
  if (missing) throw new Error(`theme.json, styles: there is no file ${missing}`);
  const pictures = ['screenshot.svg', 'screenshot.png', 'screenshot.jpg', 'screenshot.webp'];
  return {
    name,
    folder,
    manifest,
    folders: [folder],
    options: manifest.options,
    version: stampOf(folder).slice(0, 10),
    screenshot: pictures.find((one) => fs.existsSync(path.join(folder, one))) ?? '',
  };
}

/** Completes a child theme with what it takes from its parents; five generations at most. */
function inherit(themes: Themes, theme: Theme): void {
  try {
    const line = lineOf(themes, theme);
    theme.folders = line.map(({ folder }) => folder);
    const missing = Object.keys(theme.manifest.page_templates).find(
      (one) => !line.some(({ folder }) => fs.existsSync(path.join(folder, `site/page-${one}.ejs`))),
    );
    if (missing) throw new Error(`theme.json, page_templates: there is no template site/page-${missing}`);
    theme.options = Object.assign(
      {},
      ...line.toReversed().map(({ manifest }) => manifest.options),
    ) as ThemeOptions;
  } catch (error) {
    themes.known.delete(theme.name);
    themes.broken.push({ name: theme.name, problem: (error as Error).message });
  }
}

/** A theme and those above it, the nearest first. */
export function lineOf({ known }: Themes, theme: Theme): Theme[] {
  const line = [theme];
  for (let { parent } = theme.manifest; parent; parent = line.at(-1)!.manifest.parent) {
    const next = known.get(parent);
    if (!next) throw new Error(`theme.json, parent: there is no theme ${parent}`);
    if (line.includes(next) || line.length > 4)
      throw new Error('theme.json, parent: the line of parents has no end');
    line.push(next);
  }
  return line;
}

function foldersIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter(
      (name) =>
        !name.startsWith('.') &&
        fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.isDirectory(),
    )
    .toSorted();
}

/** A word that changes when any file below a folder does. */
function stampOf(folder: string): string {
  const hash = crypto.createHash('sha1');
  const files = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  for (const file of files.toSorted().slice(0, 5000)) {
    const seen = fs.statSync(path.join(folder, file), { throwIfNoEntry: false });
    hash.update(`${file}\0${seen?.size}\0${seen?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
