// widgets/rest/rest.ts: /wp-json/wp/v2/sidebars, /widgets and /widget-types: for those who may change how the site looks.
import { z } from 'zod';
import { contextArg } from '../../base/rest/collection.ts';
import { editable, restRoute, type RestRoute } from '../../base/rest/route.ts';
import { flag, text, texts } from '../../base/rest/values.ts';
import type { Blog } from '../../blog.ts';
import {
  changeSidebar,
  changeWidget,
  createWidget,
  deleteWidget,
  listSidebars,
  listTypes,
  listWidgets,
  showSidebar,
  showType,
  showWidget,
} from './answers.ts';
import { sidebarSchema, typeSchema, widgetSchema } from './view.ts';

const context = contextArg();
const name = text('Its name.', 100);
const guarded = {
  permission: 'edit_theme_options',
  refusal: {
    code: 'rest_cannot_manage_widgets',
    message: 'Sorry, you are not allowed to manage widgets on this site.',
  },
};
const body = { bytes: 131_072, fields: 30 };
const told = {
  id: text('Has no effect: it follows its kind.', 100).optional(),
  id_base: text('Its kind, as `widget-types` names it.', 100).optional(),
  instance: z
    .object({ raw: z.record(z.string(), z.unknown()).default({}) })
    .meta({ description: 'What it is told: `raw`.' })
    .optional(),
  form_data: text('Has no effect.', 20_000).optional(),
};

const sidebarPath = '/wp/v2/sidebars/(?<id>[\\w-]+)';
const widgetPath = '/wp/v2/widgets/(?<id>[\\w-]+)';
const area = text('The area of the theme.', 100);

export const widgetsRest: RestRoute<Blog>[] = [
  restRoute({
    ...guarded,
    methods: ['GET'],
    path: '/wp/v2/sidebars',
    args: z.object({ context }),
    schema: sidebarSchema,
    answer: listSidebars,
  }),
  restRoute({
    ...guarded,
    methods: ['GET'],
    path: sidebarPath,
    args: z.object({ id: name, context }),
    schema: sidebarSchema,
    answer: (blog, { args }) => showSidebar(blog, args.id, args.context),
  }),
  restRoute({
    ...guarded,
    methods: editable,
    path: sidebarPath,
    args: z.object({ id: name, widgets: texts('Its widgets, in their order.').optional() }),
    schema: sidebarSchema,
    body,
    answer: changeSidebar,
  }),
  restRoute({
    ...guarded,
    methods: ['GET'],
    path: '/wp/v2/widgets',
    args: z.object({ context, sidebar: area.optional() }),
    schema: widgetSchema,
    answer: listWidgets,
  }),
  restRoute({
    ...guarded,
    methods: ['POST'],
    path: '/wp/v2/widgets',
    args: z.object({ ...told, sidebar: area }),
    schema: widgetSchema,
    in_batch: true,
    body,
    answer: createWidget,
  }),
  restRoute({
    ...guarded,
    methods: ['GET'],
    path: widgetPath,
    args: z.object({ id: name, context }),
    schema: widgetSchema,
    answer: (blog, { args }) => showWidget(blog, args.id, args.context),
  }),
  restRoute({
    ...guarded,
    methods: editable,
    path: widgetPath,
    args: z.object({ ...told, id: name, sidebar: area.optional() }),
    schema: widgetSchema,
    in_batch: true,
    body,
    answer: changeWidget,
  }),
  restRoute({
    ...guarded,
    methods: ['DELETE'],
    path: widgetPath,
    args: z.object({ id: name, force: flag('Must be true: widgets have no trash.').default(false) }),
    schema: widgetSchema,
    in_batch: true,
    answer: deleteWidget,
  }),
  restRoute({
    ...guarded,
    methods: ['GET'],
    path: '/wp/v2/widget-types',
    args: z.object({ context }),
    schema: typeSchema,
    answer: listTypes,
  }),
  restRoute({
    ...guarded,
    methods: ['GET'],
    path: '/wp/v2/widget-types/(?<id>[\\w-]+)',
    args: z.object({ id: name, context }),
    schema: typeSchema,
    answer: showType,
  }),
];
