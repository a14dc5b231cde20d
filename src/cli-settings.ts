// cli-settings.ts: `settings get|set`: reads and changes what the settings screens change.
import { general } from './base/settings/general.ts';
import { type DeclaredSettings, saveSettings, settings } from './base/settings/settings.ts';
import { isHttpError } from './base/errors.ts';
import type { Blog } from './blog.ts';
import type { Command } from './feature.ts';
import { features } from './features.ts';
import { rememberPermalinks } from './posts/addresses/former-permalinks.ts';
import { permalinks } from './posts/settings.ts';

export const settingsCommand: Command = {
  usage: 'get [NAME] | set NAME VALUE',
  run(blog, [word, name, ...value]) {
    if (word === 'get') return show(blog, name);
    if (word === 'set' && name && value.length) return change(blog, name, value.join(' '));
    return Promise.resolve(refuse('Say: settings get [NAME], or settings set NAME VALUE'));
  },
};

/** Every declared setting of the house, once. */
export function allDeclared(): DeclaredSettings[] {
  return [...new Set([general, ...features.flatMap((feature) => feature.settings ?? [])])];
}

async function show(blog: Blog, name: string | undefined): Promise<number> {
  const known: Record<string, unknown> = {};
  for (const declared of allDeclared()) Object.assign(known, await settings(blog.db, declared));
  if (name && !Object.hasOwn(known, name)) return refuse(unknown(name));
  if (name) console.log(inWords(known[name]));
  else for (const one of Object.keys(known).toSorted()) console.log(`${one} = ${inWords(known[one])}`);
  return 0;
}

async function change(blog: Blog, name: string, value: string): Promise<number> {
  const declared = allDeclared().find(({ shape }) => Object.hasOwn(shape, name));
  if (!declared) return refuse(unknown(name));
  try {
    await saveSettings(blog.db, declared, { [name]: isJson(value) ? JSON.parse(value) : value });
    if (declared === permalinks) await rememberPermalinks(blog.db);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return refuse(`${name} was not changed: ${error.fields[name] ?? error.message}`);
  }
  const now = await settings(blog.db, declared);
  console.log(`${name} = ${inWords(now[name])}`);
  return 0;
}

// Lists and records are given as JSON; everything else is text, which the declaration reads as it needs.
const isJson = (value: string) => /^[[{]/.test(value) && parses(value);

function parses(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

const inWords = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const unknown = (name: string) => `There is no setting ${name}. \`settings get\` lists all.`;

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}
