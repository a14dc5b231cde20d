// themes/customize/view.ts: the screen of Customize: a theme's options with what is chosen, by section.
import { fonts } from '../../base/themes/fonts.ts';
import type { ThemeOption } from '../../base/themes/manifest.ts';
import type { Theme } from '../../base/themes/themes.ts';
import type { Blog } from '../../blog.ts';
import { nothingLooked, picturesOf, type Looked } from './pictures.ts';
import type { ThemeValues } from '../settings.ts';
import { ownValue, valuesOf } from '../values.ts';
import { contrastWarnings } from './warnings.ts';

interface Shown {
  theme: Theme;
  values: ThemeValues;
  /** Whether a draft of these values is kept. */
  is_draft: boolean;
  is_active: boolean;
  problems?: Record<string, string>;
  looked?: Looked;
}

type Field = ReturnType<typeof fieldOf> & { pictures: Awaited<ReturnType<typeof picturesOf>> | undefined };

/** Everything the screen shows besides its frame. */
export async function customizeView(
  blog: Blog,
  { theme, values, is_draft, is_active, problems = {}, looked = nothingLooked }: Shown,
) {
  const { options } = theme;
  const known = Object.keys(problems).length ? values : valuesOf(options, values);
  const sections = new Map<string, Field[]>();
  for (const [name, option] of Object.entries(options)) {
    const value = known[name] ?? ownValue(option);
    const pictures = option.type === 'image' ? await picturesOf(blog, name, value, looked) : undefined;
    const field = { ...fieldOf(name, option, value, problems[name] ?? ''), pictures };
    sections.set(option.section, [...(sections.get(option.section) ?? []), field]);
  }
  return {
    theme: { folder: theme.name, name: theme.manifest.name },
    is_draft,
    is_active,
    sections: [...sections].map(([title, fields]) => ({ title, fields })),
    warnings: contrastWarnings(options, values),
    preview: '/?customize_preview=1',
  };
}

/** For `views/admin/_field`, but for a picture, which the screen draws itself. */
function fieldOf(name: string, option: ThemeOption, value: string, problem: string) {
  return {
    key: name,
    name: `option_${name}`,
    type: option.type,
    kind: kindOf(option),
    label: option.label,
    help: option.hint,
    value,
    problem,
    choices: choicesOf(option).map((choice) => ({ ...choice, is_chosen: choice.value === value })),
    attributes: option.type === 'text' ? { maxlength: 1000, rows: option.is_long && 3 } : {},
  };
}

function kindOf(option: ThemeOption): 'radio' | 'select' | 'color' | 'textarea' | 'text' {
  if (option.type === 'choice') return 'radio';
  if (option.type === 'font') return 'select';
  if (option.type === 'color') return 'color';
  return option.type === 'text' && option.is_long ? 'textarea' : 'text';
}

function choicesOf(option: ThemeOption): { value: string; title: string }[] {
  if (option.type === 'font') return Object.entries(fonts).map(([value, { title }]) => ({ value, title }));
  if (option.type !== 'choice') return [];
  return Object.entries(option.choices).map(([value, title]) => ({ value, title }));
}
