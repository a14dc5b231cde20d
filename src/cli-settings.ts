// cli-settings.ts: `settings get|set|describe`: reads, changes and explains what the settings screens change.
import { settingsSaved } from './announcements.ts';
import { isHttpError } from './base/errors.ts';
import { changeSettings, valuesOf } from './base/settings/change.ts';
import { settingsIn } from './base/settings/declare.ts';
import type { Blog } from './blog.ts';
import type { Command } from './feature.ts';
import { allDeclared, initialOf, meaningOf } from './settings-document.ts';

export const settingsCommand: Command = {
  usage: 'get [NAME] | set NAME VALUE | describe [NAME]',
  run(blog, [word, name, ...value]) {
    if (word === 'get') return show(blog, name);
    if (word === 'describe') return Promise.resolve(describe(name));
    if (word === 'set' && name && value.length) return change(blog, name, value.join(' '));
    return Promise.resolve(
      refuse('Say: settings get [NAME], settings set NAME VALUE, or settings describe [NAME]'),
    );
  },
};

async function show(blog: Blog, name: string | undefined): Promise<number> {
  const known = await valuesOf(blog.db, allDeclared());
  if (name && !Object.hasOwn(known, name)) return refuse(unknown(name));
  if (name) console.log(inWords(known[name]));
  else for (const one of Object.keys(known).toSorted()) console.log(`${one} = ${inWords(known[one])}`);
  return 0;
}

function describe(name: string | undefined): number {
  const asked = settingsIn(allDeclared()).filter((setting) => name === undefined || setting.name === name);
  if (!asked.length) return refuse(unknown(name!));
  for (const setting of asked.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
    console.log(`${setting.name} = ${inWords(initialOf(setting.name))}: ${meaningOf(setting)}`);
  return 0;
}

async function change(blog: Blog, name: string, value: string): Promise<number> {
  const declared = allDeclared().find(({ shape }) => Object.hasOwn(shape, name));
  if (!declared) return refuse(unknown(name));
  const given = isJson(value) ? (JSON.parse(value) as unknown) : value;
  try {
    await changeSettings(blog.db, [declared], { [name]: given }, settingsSaved);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return refuse(`${name} was not changed: ${error.fields[name] ?? error.message}`);
  }
  console.log(`${name} = ${inWords((await valuesOf(blog.db, [declared]))[name])}`);
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
