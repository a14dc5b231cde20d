// themes/rest.ts: /wp-json/wp/v2/themes: the themes there are; read only, as in WordPress.
import { z } from 'zod';
import { may, type User } from '../accounts/user.ts';
import { httpError } from '../base/errors.ts';
import { selfLink, withLinks } from '../base/rest/links.ts';
import { notAllowed, restRoute, type RestCall, type RestRoute } from '../base/rest/route.ts';
import { property, type ItemSchema } from '../base/rest/schema.ts';
import { someOf, text } from '../base/rest/values.ts';
import { defaultTheme, themesIn, type Theme } from '../base/themes/themes.ts';
import { settings } from '../base/settings/settings.ts';
import { escapeXml } from '../base/xml/escape.ts';
import type { Blog } from '../blog.ts';
import { appearance } from './settings.ts';
import { assetAddress } from './view.ts';

const all = 'view edit embed';
const fixed = { readonly: true };
const both = (description: string) =>
  property('object', description, all, {
    ...fixed,
    properties: {
      raw: { type: ['string', 'array'], description: 'As the theme says it.' },
      rendered: { type: 'string', description: 'As HTML.' },
    },
  });

const schema: ItemSchema = {
  title: 'theme',
  properties: {
    stylesheet: property('string', 'The name of its folder.', all, fixed),
    template: property('string', 'The theme it stands on; its own name without one.', all, fixed),
    requires_php: property('string', 'Always empty.', all, fixed),
    requires_wp: property('string', 'Always empty.', all, fixed),
    textdomain: property('string', 'The name of its folder.', all, fixed),
    version: property('string', 'Its version.', all, fixed),
    screenshot: property('string', 'The address of its picture.', all, { ...fixed, format: 'uri' }),
    author: both('Who made it.'),
    author_uri: both('Always empty.'),
    description: both('What it says of itself.'),
    name: both('Its name.'),
    tags: both('Always empty.'),
    theme_uri: both('Always empty.'),
    status: property('string', 'Whether the site wears it.', all, { ...fixed, enum: ['inactive', 'active'] }),
    theme_supports: property('object', 'What it can do; of the active theme alone.', all, fixed),
    is_block_theme: property('boolean', 'Always false.', all, fixed),
    stylesheet_uri: property('string', 'Where its files are.', all, { ...fixed, format: 'uri' }),
    template_uri: property('string', 'Where the files of its parent are.', all, { ...fixed, format: 'uri' }),
  },
};

const args = z.object({
  status: someOf('Only the active theme, or only others.', ['active', 'inactive']).optional(),
});
const base = '/wp/v2/themes';

const seesAll = (user: User | undefined): boolean => may(user, 'switch_themes');

/** Who may write sees what theme the site has, others only with the right to change it. */
function refuse({ asker }: Pick<RestCall, 'asker'>, isActiveOnly: boolean): void {
  const user = asker?.user;
  if (seesAll(user) || (isActiveOnly && may(user, 'edit_posts'))) return;
  throw isActiveOnly
    ? notAllowed(
        asker,
        'rest_cannot_view_active_theme',
        'Sorry, you are not allowed to view the active theme.',
      )
    : notAllowed(asker, 'rest_cannot_view_themes', 'Sorry, you are not allowed to view themes.');
}

async function listThemes(blog: Blog, call: RestCall<z.output<typeof args>>): Promise<unknown[]> {
  const { status = ['active', 'inactive'] } = call.args;
  refuse(call, status.join() === 'active');
  const active = await activeName(blog);
  const themes = [...themesIn(blog.config.THEMES_DIR).known.values()]
    .filter(({ name }) => status.includes(name === active ? 'active' : 'inactive'))
    .toSorted((one, other) => one.manifest.name.localeCompare(other.manifest.name));
  Object.assign(call.reply.headers, { 'X-WP-Total': String(themes.length), 'X-WP-TotalPages': '1' });
  return themes.map((theme) => itemOf(blog, theme, theme.name === active));
}

/** @throws HttpError 401, 403, 404 */
async function showTheme(blog: Blog, call: RestCall<{ stylesheet: string }>): Promise<unknown> {
  const active = await activeName(blog);
  refuse(call, call.args.stylesheet === active);
  const theme = themesIn(blog.config.THEMES_DIR).known.get(call.args.stylesheet);
  if (!theme) throw httpError(404, 'rest_theme_not_found', 'Theme not found.');
  return itemOf(blog, theme, theme.name === active);
}

/** The theme the site wears: the default when the chosen one is gone. */
async function activeName(blog: Blog): Promise<string> {
  const { stylesheet } = await settings(blog.db, appearance);
  return themesIn(blog.config.THEMES_DIR).known.has(stylesheet) ? stylesheet : defaultTheme;
}

const said = (raw: string) => ({ raw, rendered: escapeXml(raw) });

function itemOf(blog: Blog, theme: Theme, isActive: boolean): object {
  const { name, manifest, screenshot } = theme;
  const template = manifest.parent ?? name;
  const item = {
    stylesheet: name,
    template,
    requires_php: '',
    requires_wp: '',
    textdomain: name,
    version: manifest.version,
    screenshot: screenshot ? blog.url + assetAddress(theme, screenshot) : '',
    author: said(manifest.author),
    author_uri: said(''),
    description: said(manifest.description),
    name: said(manifest.name),
    tags: { raw: [], rendered: '' },
    theme_uri: said(''),
    status: isActive ? 'active' : 'inactive',
    ...(isActive && { theme_supports: supports }),
    is_block_theme: false,
    stylesheet_uri: `${blog.url}/themes/${name}`,
    template_uri: `${blog.url}/themes/${template}`,
  };
  return withLinks(blog, item, {
    self: [selfLink(`${base}/${name}`, ['GET'])],
    collection: [{ href: base }],
  });
}

/** What every theme can do here, in WordPress's words. */
const supports = {
  'align-wide': true,
  'automatic-feed-links': true,
  'block-templates': false,
  'block-template-parts': false,
  'custom-background': false,
  'custom-header': false,
  'custom-logo': false,
  'customize-selective-refresh-widgets': false,
  'dark-editor-style': false,
  'disable-custom-colors': false,
  'disable-custom-font-sizes': false,
  'disable-custom-gradients': false,
  'disable-layout-styles': false,
  'editor-color-palette': false,
  'editor-font-sizes': false,
  'editor-gradient-presets': false,
  'editor-styles': false,
  html5: ['search-form', 'comment-form', 'comment-list', 'gallery', 'caption', 'script', 'style'],
  formats: ['standard', 'aside', 'chat', 'gallery', 'link', 'image', 'quote', 'status', 'video', 'audio'],
  'post-thumbnails': true,
  'responsive-embeds': true,
  'title-tag': true,
  'wp-block-styles': false,
};

export const themesRest: RestRoute<Blog>[] = [
  restRoute({ methods: ['GET'], path: base, permission: 'everybody', args, schema, answer: listThemes }),
  restRoute({
    methods: ['GET'],
    path: `${base}/(?<stylesheet>[\\w-]+)`,
    permission: 'everybody',
    args: z.object({ stylesheet: text('The name of its folder.', 100) }),
    schema,
    answer: showTheme,
  }),
];
