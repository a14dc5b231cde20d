// base/settings/declare.ts: how a feature says a setting once: type, default, bounds, label, help, group and effect.
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { wholeNumber, yesOrNo, type DeclaredSettings } from './settings.ts';

/** `suggest` is radio buttons with a field for a value of one's own; `list` is boxes, whose values are an array. */
export type FieldKind =
  'text' | 'email' | 'number' | 'checkbox' | 'select' | 'radio' | 'textarea' | 'suggest' | 'list';

export interface Choice {
  value: string;
  title: string;
  /** The heading under which a `list` shows it. */
  group?: string;
}

/** What choices that are not known before the screen is drawn are made from. */
export interface ChoiceSource {
  db: Database;
  now: () => Date;
}

/** What a feature may say beside the label. */
export interface Details {
  /** A sentence or two below the field; also in docs/settings.md. */
  help?: string;
  /** What only docs/settings.md says. */
  note?: string;
  /** The name in WordPress's /wp/v2/settings, where it has one. */
  rest?: string;
  /** What may be chosen; for a text, what is proposed. */
  choices?: Choice[] | ((source: ChoiceSource) => Promise<Choice[]>);
  min?: number;
  max?: number;
  /** The number that an empty field stands for. */
  empty?: number;
  /** What must happen in the same transaction when the value changed. What may wait listens to `settings.saved`. */
  effect?: (db: Database) => Promise<void>;
}

export interface Setting extends Details {
  name: string;
  kind: FieldKind;
  label: string;
  /** The screen that shows it, as in /admin/settings/SCREEN; '' for none. */
  screen: string;
  /** The heading above it on that screen. */
  group: string;
  /** Why no settings screen shows it; '' when one does. */
  because: string;
}

type Told = Omit<Setting, 'name'>;
type Shape = Record<string, z.ZodType>;

// By schema, as zod's own registries are, whose types cannot hold functions.
const registry = new WeakMap<z.ZodType, Told>();

/** A setting of any schema. The schema is the same afterwards, with a label. */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  kind: FieldKind,
  label: string,
  details: Details = {},
): Schema {
  registry.set(schema, { kind, label, screen: '', group: '', because: '', ...details });
  return schema;
}

export const checkbox = (initial: boolean, label: string, details?: Details) =>
  field(yesOrNo(initial), 'checkbox', label, details);

/** A whole number; an empty field stands for `empty`, if that is given. */
export function number(
  initial: number,
  label: string,
  details: Details & { min: number; max: number },
): z.ZodType<number> {
  const { min, max, empty } = details;
  const schema = wholeNumber(initial, min, max);
  if (empty === undefined) return field(schema, 'number', label, details);
  const read = z.preprocess((given) => (given === '' ? empty : given), schema);
  return field(read, 'number', label, details);
}

export const text = (initial: string, label: string, details: Details & { max: number }) =>
  field(z.string().max(details.max).default(initial), 'text', label, details);

/** One line for each of many words or addresses. */
export const textarea = (initial: string, label: string, details: Details & { max: number }) =>
  field(z.string().max(details.max).default(initial), 'textarea', label, details);

/** One of some words. @param titles what each is called, in the order of the field */
export const select = <Key extends string>(
  initial: NoInfer<Key>,
  label: string,
  titles: Record<Key, string>,
  { kind = 'select', ...details }: Omit<Details, 'choices'> & { kind?: 'select' | 'radio' } = {},
) => field(oneOf(initial, titles), kind, label, { ...details, choices: choices(titles) });

/** One of the numbers from 0 or 1 on, as WordPress stores such choices. */
export function numberSelect(
  initial: number,
  label: string,
  titles: Record<number, string>,
  { kind = 'select', ...details }: Omit<Details, 'choices'> & { kind?: 'select' | 'radio' } = {},
) {
  const known = Object.keys(titles).map(Number);
  const schema = wholeNumber(initial, Math.min(...known), Math.max(...known));
  return field(schema, kind, label, { ...details, choices: choices(titles) });
}

/** The id of a row, chosen from rows; 0 for none where the choices say so. */
export const idSelect = (
  initial: number,
  label: string,
  details: Details & { choices: NonNullable<Details['choices']> },
) => field(wholeNumber(initial, 0, 2_147_483_647), 'select', label, details);

/** Settings under one heading of a screen: spread them into the declaration. */
export function group<Declared extends Shape>(screen: string, heading: string, shape: Declared): Declared {
  return tell(shape, { screen, group: heading });
}

/** Settings that no settings screen shows. @param because a sentence that says why, or where else they are changed */
export function withoutScreen<Declared extends Shape>(because: string, shape: Declared): Declared {
  return tell(shape, { because });
}

/** Everything that is said of declared settings, in the order of their declaration. */
export function settingsIn(declared: DeclaredSettings[]): Setting[] {
  return declared.flatMap(({ shape }) =>
    Object.entries(shape).map(([name, schema]) => {
      const told = registry.get(schema);
      if (!told) throw new Error(`the setting ${name} has no label`);
      return { name, ...told };
    }),
  );
}

/** A title for each value, as choices. */
export const choices = (titles: Record<string, string>): Choice[] =>
  Object.entries(titles).map(([value, title]) => ({ value, title }));

function oneOf<Key extends string>(initial: Key, titles: Record<Key, string>) {
  const known = Object.keys(titles) as [Key, ...Key[]];
  const error = `Choose one of: ${known.filter(Boolean).join(', ')}.`;
  return z.enum(known, { error }).default(initial as never);
}

function tell<Declared extends Shape>(shape: Declared, more: Partial<Told>): Declared {
  for (const [name, schema] of Object.entries(shape)) {
    const told = registry.get(schema);
    if (!told) throw new Error(`the setting ${name} has no label`);
    registry.set(schema, { ...told, ...more });
  }
  return shape;
}
