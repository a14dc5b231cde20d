// themes/values.ts: what an owner chose of a theme's options: checked one by one, the rest as the theme has it.
import { fonts } from '../base/themes/fonts.ts';
import type { ThemeOption, ThemeOptions } from '../base/themes/manifest.ts';
import type { ThemeValues } from './settings.ts';
import { readId } from '../base/http/ids.ts';

/** A value for every option. What a theme does not know, or no longer takes, is left out. */
export function valuesOf(options: ThemeOptions, chosen: ThemeValues): ThemeValues {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      const given = Object.hasOwn(chosen, name) ? chosen[name]! : undefined;
      return [name, given !== undefined && fits(option, given) ? given : ownValue(option)];
    }),
  );
}

/** Only what differs from the theme's own. */
export function changedOf(options: ThemeOptions, chosen: ThemeValues): ThemeValues {
  const values = valuesOf(options, chosen);
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== ownValue(options[name]!)),
  );
}

/** What a theme itself says; of pictures it says nothing. */
export const ownValue = (option: ThemeOption): string => (option.type === 'image' ? '' : option.default);

/** Whether an option takes a value. */
export function fits(option: ThemeOption, value: string): boolean {
  if (option.type === 'color') return /^#[\da-f]{6}$/i.test(value);
  if (option.type === 'font') return Object.hasOwn(fonts, value);
  if (option.type === 'choice') return Object.hasOwn(option.choices, value);
  if (option.type === 'image') return value === '' || readId(value) !== undefined;
  return value.length <= 1000 && !value.includes('\0');
}

/** The sheet that sets a theme's custom properties to what was chosen; '' when nothing was. */
export function sheetOf(options: ThemeOptions, chosen: ThemeValues): string {
  const both: string[] = [];
  const light: string[] = [];
  const dark: string[] = [];
  for (const [name, value] of Object.entries(changedOf(options, chosen))) {
    const option = options[name]!;
    if (option.type === 'font') both.push(`${option.property}:${fonts[value]!.stack}`);
    if (option.type !== 'color') continue;
    const group = option.scheme === 'dark' ? dark : option.scheme === 'light' ? light : both;
    group.push(`${option.property}:${value}`);
  }
  const rule = (declarations: string[]) => (declarations.length ? `:root{${declarations.join(';')}}` : '');
  const within = (media: string, declarations: string[]) =>
    declarations.length ? `@media ${media}{${rule(declarations)}}` : '';
  return [
    rule(both),
    within('not all and (prefers-color-scheme: dark)', light),
    within('(prefers-color-scheme: dark)', dark),
  ].join('');
}
