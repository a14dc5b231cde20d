// base/themes/manifest.ts: what a theme says of itself in its theme.json, checked.
import { z } from 'zod';
import { fonts } from './fonts.ts';

/** Names of themes, menu locations, widget areas and options. */
export const nameOfTheme = /^[a-z0-9][a-z0-9-]{0,49}$/;
const templateName = /^[a-z0-9][a-z0-9-]{0,49}$/;
const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,49}$/, { error: 'is no name: small letters, digits and _ only' });
const label = z.string().trim().min(1).max(100);
const colour = z.string().regex(/^#[\da-f]{6}$/i, { error: 'must be a colour such as #0a5f63' });
const property = z
  .string()
  .regex(/^--[a-z][a-z0-9-]{0,49}$/, { error: 'must be a custom property such as --main' });
const about = { label, hint: z.string().max(300).default(''), section: z.string().max(60).default('Design') };
const scheme = z.enum(['light', 'dark']).optional();

const option = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('color'),
      ...about,
      default: colour,
      /** The custom property that it sets. */
      property,
      /** Where it is set: in light, in dark, or in both. */
      scheme,
      /** Colours or names of colour options that it must be read on, or that are read on it. */
      against: z.array(z.string().max(50)).max(6).default([]),
    }),
    z.strictObject({
      type: z.literal('font'),
      ...about,
      default: z.string().refine((name) => Object.hasOwn(fonts, name), {
        error: `must be one of ${Object.keys(fonts).join(', ')}`,
      }),
      property,
    }),
    z.strictObject({
      type: z.literal('choice'),
      ...about,
      default: z.string(),
      choices: z.record(z.string().regex(/^[a-z0-9-]{1,50}$/), label),
    }),
    z.strictObject({ type: z.literal('image'), ...about }),
    z.strictObject({
      type: z.literal('text'),
      ...about,
      default: z.string().max(1000).default(''),
      is_long: z.boolean().default(false),
    }),
  ],
  { error: 'must have a type: color, font, choice, image or text' },
);

/** One thing that an owner may choose. */
export type ThemeOption = z.infer<typeof option>;
export type ThemeOptions = Record<string, ThemeOption>;

const asset = z.string().regex(/^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.css$/, {
  error: 'must be the path of a CSS file inside the theme, such as css/theme.css',
});

const manifest = z.strictObject({
  name: label,
  description: z.string().max(500).default(''),
  version: z.string().regex(/^\d{1,5}(?:\.\d{1,5}){0,3}$/, { error: 'must be a version such as 1.0.0' }),
  author: z.string().max(100).default(''),
  /** The theme whose templates and options stand in for those that are not here. */
  parent: z.string().regex(nameOfTheme, { error: 'must be the name of a theme’s folder' }).optional(),
  /** Sheets after those of the project, in their order. */
  styles: z.array(asset).max(10).default([]),
  menus: z.record(key, label).default({}),
  widget_areas: z.record(key, label).default({}),
  /** What the owner of a page may set it in instead of site/single: the template site/page-NAME, by NAME. */
  page_templates: z
    .record(z.string().regex(templateName, { error: 'is no name: small letters, digits and - only' }), label)
    .default({}),
  /** How many related posts a single post's view holds; 0 asks for none. */
  related_posts: z.number().int().min(0).max(12).default(0),
  /** What lists hold of a standard post: short ones whole and teasers of others, or an excerpt of each. */
  lists: z.enum(['teasers', 'excerpts']).default('teasers'),
  options: z
    .record(key, option)
    .default({})
    .refine((all) => Object.keys(all).length <= 60, { error: 'holds more than 60' }),
});

export type Manifest = z.infer<typeof manifest>;

/**
 * Reads the text of a theme.json.
 * @throws Error with one sentence that names what is wrong, and where
 */
export function readManifest(text: string): Manifest {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`theme.json is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const read = manifest.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.join('.');
    throw new Error(
      `theme.json${place ? `, ${place}` : ''}: ${lowerFirst(issue?.message ?? 'is malformed')}`,
    );
  }
  for (const [name, one] of Object.entries(read.data.options)) {
    if (one.type === 'choice' && !Object.hasOwn(one.choices, one.default))
      throw new Error(`theme.json, options.${name}.default: must be one of the choices`);
  }
  return read.data;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
