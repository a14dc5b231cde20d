// base/admin/fields.ts: settings as fields of a form: what a template shows, and what comes back.
import { translate } from '../language/gettext.ts';
import type { Choice, ChoiceSource, FieldKind, Setting } from '../settings/declare.ts';
import type { Held } from './menu.ts';

/** One field as `views/admin/_field` takes it. */
export interface FieldView {
  name: string;
  label: string;
  kind: FieldKind;
  help: string;
  problem: string;
  /** '1' for a box that is ticked; '' in a `list`, whose choices say which are. */
  value: string;
  choices: ChoiceView[];
  /** Of the control, by name; '' and false are not printed. */
  attributes: Record<string, string | number | boolean>;
}

interface ChoiceView {
  value: string;
  title: string;
  /** Stands before the first of a group. */
  heading: string;
  is_chosen: boolean;
}

export interface FieldGroup {
  title: string;
  fields: FieldView[];
}

/** Sent by the radio button beside a field for a value of one's own; WordPress's word for it. */
const customChoice = '\\c\\u\\s\\t\\o\\m';

type FieldRules = Pick<Setting, 'name' | 'label' | 'kind' | 'help' | 'min' | 'max' | 'empty'>;

/** Any field; of a text `max` says how many characters it may have. */
export function fieldView(
  field: FieldRules & { is_required?: boolean },
  value: unknown,
  { problem = '', choices = [] as Choice[] } = {},
): FieldView {
  const { name, label, kind, help = '', empty } = field;
  const values = Array.isArray(value) ? value.map(String) : [asText(value)];
  return {
    name,
    label,
    kind,
    help,
    problem,
    value: empty !== undefined && value === empty ? '' : values.join(', '),
    choices: choices.map(({ value, title, group = '' }, index) => ({
      value,
      title,
      heading: group === choices[index - 1]?.group ? '' : group,
      is_chosen: values.includes(value),
    })),
    attributes: attributesOf(field),
  };
}

const inWords = (choice: Choice): Choice => ({
  ...choice,
  title: translate(choice.title),
  ...(choice.group && { group: translate(choice.group) }),
});

/** Settings with what is stored, or what was typed, and what is wrong with it, under their headings. */
export async function fieldGroups(
  source: ChoiceSource,
  all: Setting[],
  values: Record<string, unknown>,
  problems: Record<string, string> = {},
): Promise<FieldGroup[]> {
  const groups = new Map<string, FieldView[]>();
  for (const setting of all) {
    const { name, choices: told = [] } = setting;
    const choices = typeof told === 'function' ? await told(source) : told.map(inWords);
    const { label, help = '' } = setting;
    const said = { ...setting, label: translate(label), help: help && translate(help) };
    const view = fieldView(said, values[name], { problem: problems[name] ?? '', choices });
    groups.set(setting.group, [...(groups.get(setting.group) ?? []), view]);
  }
  return [...groups].map(([title, fields]) => ({ title: title && translate(title), fields }));
}

/**
 * What a form brings for these settings. A box that did not come was not ticked; of the others, one that did not come
 * was not on the form, and stays as it is.
 */
export function fieldValues(all: Setting[], body: unknown): Record<string, unknown> {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    all.flatMap(({ name, kind }): [string, unknown][] => {
      const value = given[name];
      if (kind === 'checkbox') return [[name, value !== undefined]];
      if (kind === 'list') return [[name, [value ?? []].flat()]];
      const own = given[`${name}_custom`];
      if (kind === 'suggest' && value === customChoice) return typeof own === 'string' ? [[name, own]] : [];
      return typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : [];
    }),
  );
}

/** Settings as the search for places knows them. */
export const heldSettings = (all: Setting[]): Held[] =>
  all.map(({ name, label, kind }) => ({
    name,
    title: label,
    anchor: ['radio', 'suggest', 'list'].includes(kind) ? `${name}-0` : name,
  }));

function attributesOf({
  kind,
  min,
  max,
  empty,
  is_required = kind === 'number' && empty === undefined,
}: FieldRules & { is_required?: boolean }): FieldView['attributes'] {
  const isText = kind === 'text' || kind === 'textarea';
  return {
    min: kind === 'number' && min !== undefined && min,
    max: kind === 'number' && max !== undefined && max,
    maxlength: isText && max !== undefined && max,
    rows: kind === 'textarea' && 5,
    required: is_required,
  };
}

function asText(value: unknown): string {
  if (value === true) return '1';
  if (value === false || value === null || value === undefined) return '';
  return String(value as string | number);
}
