// themes/customize/form.ts: what the form of Customize brings: a value for each option of the theme.
import { __, __number } from '../../base/language/gettext.ts';
import { ownValue, fits } from '../values.ts';
import type { ThemeOptions } from '../../base/themes/manifest.ts';
import type { ThemeValues } from '../settings.ts';

export interface ReadOptions {
  /** As typed, for all options. */
  values: ThemeValues;
  /** What is wrong with some of them. */
  problems: Record<string, string>;
}

/** Reads the fields `option_NAME`; one that did not come keeps what the theme says. */
export function readOptions(options: ThemeOptions, body: unknown): ReadOptions {
  const given = (body ?? {}) as Record<string, unknown>;
  const read: ReadOptions = { values: {}, problems: {} };
  for (const [name, option] of Object.entries(options)) {
    const field = given[`option_${name}`];
    const value = typeof field === 'string' ? field.replaceAll('\r\n', '\n').trim() : ownValue(option);
    read.values[name] = value;
    if (!fits(option, value)) read.problems[name] = problemOf(option.type);
  }
  return read;
}

function problemOf(type: string): string {
  if (type === 'color') return __('Type a colour such as #0a5f63.');
  return type === 'text'
    ? __('Use at most %s characters.', __number(1000))
    : __('Choose one of those offered.');
}
