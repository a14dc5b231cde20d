// menus/rest/args.ts: the parameters of the REST API's routes of menus and their lines.
import { z } from 'zod';
import { collectionArgs, contextArg } from '../../base/rest/collection.ts';
import * as value from '../../base/rest/values.ts';

export const id = value.pathId('Its number.');
export const context = contextArg();
export const one = z.object({ id, context });
export const gone = z.object({ id, force: value.flag('Must be true: there is no trash.').default(false) });
const noEffect = { meta: z.unknown().meta({ description: 'Has no effect.', type: 'object' }).optional() };

export const listed = z.object({
  ...collectionArgs(
    ['name', 'id', 'include', 'slug', 'include_slugs', 'term_group', 'description', 'count'],
    'asc',
  ),
  hide_empty: value.flag('Has no effect.').default(false),
  post: value.id('Has no effect.').optional(),
  slug: value.texts('Only what bears one of these slugs.').optional(),
});
export const name = z.string().trim().min(1).max(100).meta({ description: 'Its name.', type: 'string' });
export const menuFields = {
  description: value.text('Has no effect.', 1000).optional(),
  slug: value.text('Has no effect: it follows the name.', 200).optional(),
  ...noEffect,
  locations: value.texts('The places of the theme it stands in; it leaves all others.').optional(),
  auto_add: value.flag('Has no effect.').optional(),
};

const sorted = [
  'menu_order',
  'id',
  'include',
  'title',
  'parent',
  'author',
  'date',
  'modified',
  'slug',
] as const;
export const listedItems = z.object({
  ...collectionArgs(sorted, 'asc'),
  per_page: value.integer('How many items a page holds.', { min: 1, max: 100 }).default(100),
  menus: value.ids('Only lines of these menus.').default([]),
  menus_exclude: value.ids('No lines of these menus.').default([]),
  menu_order: value.integer('Only lines at this place of their menu.').optional(),
});
export const itemFields = {
  title: value.written('What it says; empty for its target’s title.', 200).optional(),
  type: value.oneOf('What it leads to.', ['taxonomy', 'post_type', 'post_type_archive', 'custom']).optional(),
  status: value.oneOf('Has no effect.', ['publish', 'future', 'draft', 'pending', 'private']).optional(),
  parent: value.id('The line it stands under; 0 for the top.').optional(),
  attr_title: value.text('Has no effect.', 1000).optional(),
  classes: value.texts('Has no effect.').optional(),
  description: value.text('Has no effect.', 5000).optional(),
  menu_order: value.integer('Its place in the menu, from 1.', { min: 1 }).optional(),
  object: value.text('Has no effect: the number says what it leads to.', 100).optional(),
  object_id: value.id('The number of the post, page, category or tag.').optional(),
  target: value.text('Has no effect.', 20).optional(),
  url: value.webAddress('Where a link leads.').optional(),
  xfn: value.texts('Has no effect.').optional(),
  menus: value.id('The number of its menu.').optional(),
  ...noEffect,
};
