// settings-document.ts: docs/settings.md, printed from what the features declare.
import type { MenuItem } from './base/admin/menu.ts';
import { settingsIn, type Choice, type Setting } from './base/settings/declare.ts';
import { general } from './base/settings/general.ts';
import type { DeclaredSettings } from './base/settings/settings.ts';
import { features } from './features.ts';

const opening = `# Settings

What the admin's settings screens change, by the names WordPress gives them. From the command line:
\`npm run quillback -- settings get NAME\`, \`settings set NAME VALUE\` and \`settings describe NAME\`. Yes and no are written
\`1\` and \`0\`. A change is heard by all running processes at once.

This file is printed from the declarations in each feature's \`settings.ts\`: \`npm run docs\`.
`;

const head = ['| name | default | what it does |', '| --- | --- | --- |'];

/** Every declaration of the blog, once. */
export const allDeclared = (): DeclaredSettings[] => [
  ...new Set([general, ...features.flatMap((feature) => feature.settings ?? [])]),
];

/** The whole document; its sections are the settings screens in the order of the menu. */
export function settingsDocument(): string {
  const all = settingsIn(allDeclared());
  const line = (setting: Setting, more = '') =>
    `| \`${setting.name}\` | ${inCell(initialOf(setting.name))} | ${meaningOf(setting)}${more} |`;
  const sections = screens().map(({ title, holds = [] }) => {
    const shown = holds.flatMap(({ name }) => all.filter((setting) => setting.name === name));
    return [`## ${title}`, '', ...head, ...shown.map((setting) => line(setting)), ''].join('\n');
  });
  const others = all.filter(({ screen }) => !screen).map((setting) => line(setting, ` ${setting.because}`));
  return [opening, ...sections, ['## Not on a settings screen', '', ...head, ...others, ''].join('\n')].join(
    '\n',
  );
}

/** What the value is when nobody has changed it. */
export function initialOf(name: string): unknown {
  const one = allDeclared().find(({ shape }) => Object.hasOwn(shape, name));
  return one?.shape[name]!.parse(undefined);
}

/** What a setting does and which values it takes, in sentences. */
export const meaningOf = ({ label, help, note, kind, choices, min, max }: Setting): string =>
  [
    `${label}.`,
    help,
    note,
    kind === 'number' && min !== undefined && `From ${min} to ${max}.`,
    ['select', 'radio'].includes(kind) && Array.isArray(choices) && valuesOf(choices),
  ]
    .filter(Boolean)
    .join(' ');

const screens = (): MenuItem[] =>
  features
    .flatMap(({ admin }) => admin?.menu ?? [])
    .filter(({ holds }) => holds?.length)
    .toSorted((one, other) => one.position - other.position);

/** The time zones of the world are too many to name. */
const valuesOf = (choices: Choice[]): string =>
  choices.length > 20
    ? ''
    : `Values: ${choices.map(({ value, title }) => `\`${value || "''"}\` ${title}`).join(', ')}.`;

function inCell(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? '' : String(value as string | number);
}
