// themes/customize-view.ts: the screen of Customize: a theme's options with what is chosen, by section.
import { fonts } from '../base/themes/fonts.ts';
import type { ThemeOption } from '../base/themes/manifest.ts';
import type { Theme } from '../base/themes/themes.ts';
import type { Blog } from '../blog.ts';
import type { Media } from '../media/media.ts';
import { mediaView } from '../media/view.ts';
import { choosablePictures } from './queries.ts';
import type { ThemeValues } from './settings.ts';
import { ownValue, valuesOf } from './values.ts';
import { contrastWarnings } from './warnings.ts';

interface Shown {
  theme: Theme;
  values: ThemeValues;
  /** Whether a draft of these values is kept. */
  is_draft: boolean;
  is_active: boolean;
  problems?: Record<string, string>;
}

const most = 24; // pictures to choose from

/** Everything the screen shows besides its frame. */
export async function customizeView(
  blog: Blog,
  { theme, values, is_draft, is_active, problems = {} }: Shown,
) {
  const { options } = theme;
  const known = Object.keys(problems).length ? values : valuesOf(options, values);
  const pictures = await picturesFor(blog, theme, known);
  const sections = new Map<string, ReturnType<typeof fieldOf>[]>();
  for (const [name, option] of Object.entries(options)) {
    const field = fieldOf(name, option, known[name] ?? ownValue(option), problems[name] ?? '', pictures);
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

async function picturesFor(blog: Blog, { options }: Theme, values: ThemeValues): Promise<Media[]> {
  const names = Object.keys(options).filter((name) => options[name]!.type === 'image');
  if (!names.length) return [];
  const chosen = names.map((name) => Number(values[name])).filter((id) => id > 0 && id < 2 ** 31);
  return choosablePictures(blog.db, chosen, most);
}

function fieldOf(name: string, option: ThemeOption, value: string, problem: string, pictures: Media[]) {
  return {
    name: `option_${name}`,
    type: option.type,
    label: option.label,
    hint: option.hint,
    value,
    own: ownValue(option),
    problem,
    is_long: option.type === 'text' && option.is_long,
    choices: choicesOf(option).map((choice) => ({ ...choice, is_chosen: choice.value === value })),
    pictures: option.type === 'image' ? pictures.flatMap((media) => pictureOf(media, value)) : [],
  };
}

function choicesOf(option: ThemeOption): { value: string; title: string }[] {
  if (option.type === 'font') return Object.entries(fonts).map(([value, { title }]) => ({ value, title }));
  if (option.type !== 'choice') return [];
  return Object.entries(option.choices).map(([value, title]) => ({ value, title }));
}

function pictureOf(media: Media, value: string) {
  const { id, kind, src, alt, name } = mediaView(media, { size: 'thumbnail' });
  if (kind !== 'image' || !src) return [];
  return [{ value: String(id), src, title: alt || name, is_chosen: String(id) === value }];
}
