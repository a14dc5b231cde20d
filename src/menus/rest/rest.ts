// menus/rest/rest.ts: /wp-json/wp/v2/menus, /menu-items and /menu-locations: for those who may change how the site looks.
import { z } from 'zod';
import { editable, restRoute, type RestRoute } from '../../base/rest/route.ts';
import { text } from '../../base/rest/values.ts';
import type { Blog } from '../../blog.ts';
import { context, gone, id, itemFields, listed, listedItems, menuFields, name, one } from './args.ts';
import { itemSchema, itemsBase } from './item-view.ts';
import * as lines from './items.ts';
import { listLocations, locationSchema, showLocation } from './locations.ts';
import * as menus from './menus.ts';

const permission = 'edit_theme_options';
const cannot = (what: string, words: string) => ({
  code: `rest_cannot_${what}`,
  message: `Sorry, you are not allowed to ${words}.`,
});
const view = (what: string) => ({ permission, refusal: cannot('view', `view ${what}`) });
const body = { bytes: 32_768, fields: 60 };

const ofMenus: RestRoute<Blog>[] = [
  restRoute({
    ...view('menus'),
    methods: ['GET'],
    path: menus.menusBase,
    args: listed,
    schema: menus.menuSchema,
    answer: menus.listMenus,
  }),
  restRoute({
    permission,
    refusal: cannot('create', 'create terms in this taxonomy'),
    methods: ['POST'],
    path: menus.menusBase,
    args: z.object({ name, ...menuFields }),
    schema: menus.menuSchema,
    in_batch: true,
    body,
    answer: menus.createMenu,
  }),
  restRoute({
    ...view('menus'),
    methods: ['GET'],
    path: `${menus.menusBase}/(?<id>\\d+)`,
    args: one,
    schema: menus.menuSchema,
    answer: menus.showMenu,
  }),
  restRoute({
    permission,
    refusal: cannot('update', 'edit this term'),
    methods: editable,
    path: `${menus.menusBase}/(?<id>\\d+)`,
    args: z.object({ id, name: name.optional(), ...menuFields }),
    schema: menus.menuSchema,
    in_batch: true,
    body,
    answer: menus.changeMenu,
  }),
  restRoute({
    permission,
    refusal: cannot('delete', 'delete this term'),
    methods: ['DELETE'],
    path: `${menus.menusBase}/(?<id>\\d+)`,
    args: gone,
    schema: menus.menuSchema,
    in_batch: true,
    answer: menus.deleteMenu,
  }),
];

const itemPath = `${itemsBase}/(?<id>\\d+)`;
const ofItems: RestRoute<Blog>[] = [
  restRoute({
    ...view('menu items'),
    methods: ['GET'],
    path: itemsBase,
    args: listedItems,
    schema: itemSchema,
    answer: lines.listItems,
  }),
  restRoute({
    permission,
    refusal: cannot('create', 'create posts as this user'),
    methods: ['POST'],
    path: itemsBase,
    args: z.object(itemFields),
    schema: itemSchema,
    in_batch: true,
    body,
    answer: lines.createItem,
  }),
  restRoute({
    ...view('menu items'),
    methods: ['GET'],
    path: itemPath,
    args: one,
    schema: itemSchema,
    answer: lines.showItem,
  }),
  restRoute({
    permission,
    refusal: cannot('edit', 'edit this post'),
    methods: editable,
    path: itemPath,
    args: z.object({ ...itemFields, id }),
    schema: itemSchema,
    in_batch: true,
    body,
    answer: lines.changeItemForRest,
  }),
  restRoute({
    permission,
    refusal: cannot('delete', 'delete this post'),
    methods: ['DELETE'],
    path: itemPath,
    args: gone,
    schema: itemSchema,
    in_batch: true,
    answer: lines.deleteItemForRest,
  }),
];

const location = text('Its name.', 100);
const ofLocations: RestRoute<Blog>[] = [
  restRoute({
    ...view('menu locations'),
    methods: ['GET'],
    path: '/wp/v2/menu-locations',
    args: z.object({ context }),
    schema: locationSchema,
    answer: listLocations,
  }),
  restRoute({
    ...view('menu locations'),
    methods: ['GET'],
    path: '/wp/v2/menu-locations/(?<location>[\\w-]+)',
    args: z.object({ location, context }),
    schema: locationSchema,
    answer: showLocation,
  }),
];

export const menusRest: RestRoute<Blog>[] = [...ofMenus, ...ofItems, ...ofLocations];
