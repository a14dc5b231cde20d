// base/admin/fields.ts: fields of a settings screen: what they are called, and the values they bring and take.
import type { Held } from './menu.ts';

export interface Choice {
  value: string;
  title: string;
}

export interface Field {
  /** The setting's name. */
  name: string;
  label: string;
  kind: 'text' | 'email' | 'number' | 'check' | 'select' | 'textarea' | 'radio';
  hint?: string;
  choices?: Choice[];
}

export interface FieldView extends Required<Field> {
  value: string;
  problem: string;
}

/** Fields as the search for places knows them. */
export const heldFields = (fields: Field[]): Held[] =>
  fields.map(({ name, label, kind }) => ({
    name,
    title: label,
    anchor: kind === 'radio' ? `${name}-0` : name,
  }));

/** Fields for `views/admin/_fields`: with what is stored, or what was typed, and what is wrong with it. */
export function fieldViews(
  fields: Field[],
  values: Record<string, unknown>,
  problems: Record<string, string> = {},
): FieldView[] {
  return fields.map((field) => ({
    hint: '',
    choices: [],
    ...field,
    value: asText(values[field.name]),
    problem: problems[field.name] ?? '',
  }));
}

/** What a form brings for these fields; a box that did not come was not ticked. Other names are left out. */
export function fieldValues(fields: Field[], body: unknown): Record<string, string | boolean> {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = given[name];
      if (kind === 'check') return [name, value !== undefined];
      return [name, typeof value === 'string' ? value.replaceAll('\r\n', '\n') : ''];
    }),
  );
}

function asText(value: unknown): string {
  if (value === true) return '1';
  if (value === false || value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value as string | number);
}
