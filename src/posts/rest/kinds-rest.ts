// posts/rest/kinds-rest.ts: /wp-json/wp/v2/types, /statuses and /taxonomies.
import { z } from 'zod';
import { may } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import { contextArg } from '../../base/rest/collection.ts';
import { withLinks } from '../../base/rest/links.ts';
import {
  notAllowed,
  restRoute,
  type RestCall,
  type RestRoute,
  type RestUser,
} from '../../base/rest/route.ts';
import type { Context, ItemSchema } from '../../base/rest/schema.ts';
import { text } from '../../base/rest/values.ts';
import type { Blog } from '../../blog.ts';
import { mayWrite } from '../permissions.ts';
import { taxonomies, types } from './kinds.ts';
import { statuses } from './statuses.ts';

const context = contextArg();
const word = z.string();

interface Asked {
  context: Context;
}

function refuseEditing({ args, asker }: RestCall<Asked>, noun: string): void {
  if (args.context !== 'edit' || mayWrite(asker?.user, 'post')) return;
  throw notAllowed(
    asker,
    'rest_forbidden_context',
    `Sorry, you are not allowed to edit ${noun} in this context.`,
  );
}

const embedded = new Set(['name', 'slug', 'icon', 'rest_base', 'rest_namespace', 'types']);

function view(
  blog: Blog,
  { view, edit, items }: (typeof types)[string],
  collection: string,
  asked: Context,
): Record<string, unknown> {
  const whole = asked === 'edit' ? { ...view, ...edit } : view;
  const shown =
    asked === 'embed'
      ? Object.fromEntries(Object.entries(whole).filter(([name]) => embedded.has(name)))
      : whole;
  return withLinks(blog, shown, { collection: [{ href: collection }], 'wp:items': [{ href: items }] });
}

function listTypes(blog: Blog, call: RestCall<Asked>): unknown {
  refuseEditing(call, 'posts');
  return mapped(types, (kind) => view(blog, kind, '/wp/v2/types', call.args.context));
}

function showType(blog: Blog, call: RestCall<Asked & { type: string }>): unknown {
  const kind = own(types, call.args.type);
  if (!kind) throw httpError(404, 'rest_type_invalid', 'Invalid post type.');
  refuseEditing(call, 'posts');
  return view(blog, kind, '/wp/v2/types', call.args.context);
}

function listTaxonomies(blog: Blog, call: RestCall<Asked & { type?: string | undefined }>): unknown {
  refuseEditing(call, 'terms');
  const { type } = call.args;
  const shown = Object.entries(taxonomies).filter(
    ([, kind]) => !type || [kind.view.types].flat().includes(type),
  );
  return mapped(Object.fromEntries(shown), (kind) =>
    view(blog, kind, '/wp/v2/taxonomies', call.args.context),
  );
}

function showTaxonomy(blog: Blog, call: RestCall<Asked & { taxonomy: string }>): unknown {
  const kind = own(taxonomies, call.args.taxonomy);
  if (!kind) throw httpError(404, 'rest_taxonomy_invalid', 'Invalid taxonomy.');
  refuseEditing(call, 'terms');
  return view(blog, kind, '/wp/v2/taxonomies', call.args.context);
}

function listStatuses(blog: Blog, { args, asker }: RestCall<Asked>): unknown {
  if (args.context === 'edit' && !mayManage(asker))
    throw notAllowed(asker, 'rest_cannot_view', 'Sorry, you are not allowed to manage post statuses.');
  const shown = Object.entries(statuses).filter(([slug]) => slug === 'publish' || mayManage(asker));
  return mapped(Object.fromEntries(shown), (status) => statusView(blog, status, args.context));
}

function showStatus(blog: Blog, { args, asker }: RestCall<Asked & { status: string }>): unknown {
  const status = own(statuses, args.status);
  if (!status) throw httpError(404, 'rest_status_invalid', 'Invalid status.');
  if (args.status !== 'publish' && !mayManage(asker))
    throw notAllowed(asker, 'rest_cannot_read_status', 'Cannot view status.');
  return statusView(blog, status, args.context);
}

const mayManage = (asker: RestUser | undefined): boolean => may(asker?.user, 'edit_posts');

function statusView(blog: Blog, status: Record<string, unknown>, asked: Context): unknown {
  const { private: isPrivate, protected: isProtected, show_in_list, date_floating, ...seen } = status;
  const edit = { private: isPrivate, protected: isProtected, show_in_list, date_floating };
  const { name, slug } = seen;
  const shown =
    asked === 'edit' ? { ...seen, ...edit } : asked === 'embed' ? { name, slug } : { ...seen, date_floating };
  const href = slug === 'publish' ? '/wp/v2/posts' : `/wp/v2/posts?status=${String(slug)}`;
  return withLinks(blog, shown, { archives: [{ href }] });
}

const own = <Held>(all: Record<string, Held>, name: string): Held | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

const mapped = <Held>(all: Record<string, Held>, show: (one: Held) => unknown) =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, show(one)]));

/** What OPTIONS says: the fields of one of them. */
const schemaOf = (title: string, view: object): ItemSchema => ({
  title,
  properties: Object.fromEntries(
    Object.entries(view).map(([name, value]) => [
      name,
      { type: Array.isArray(value) ? 'array' : typeof value, readonly: true },
    ]),
  ),
});
const typeSchema = schemaOf('type', { ...types.post!.view, ...types.post!.edit });
const taxonomySchema = schemaOf('taxonomy', { ...taxonomies.category!.view, ...taxonomies.category!.edit });
const statusSchema = schemaOf('status', statuses.publish!);

const base = { methods: ['GET' as const], permission: 'everybody' };
const args = z.object({ context });

export const kindsRest: RestRoute<Blog>[] = [
  restRoute({ ...base, path: '/wp/v2/types', args, schema: typeSchema, answer: listTypes }),
  restRoute({
    ...base,
    path: '/wp/v2/types/(?<type>[\\w-]+)',
    args: z.object({ type: word, context }),
    schema: typeSchema,
    answer: showType,
  }),
  restRoute({ ...base, path: '/wp/v2/statuses', args, schema: statusSchema, answer: listStatuses }),
  restRoute({
    ...base,
    path: '/wp/v2/statuses/(?<status>[\\w-]+)',
    args: z.object({ status: word, context }),
    schema: statusSchema,
    answer: showStatus,
  }),
  restRoute({
    ...base,
    path: '/wp/v2/taxonomies',
    args: z.object({ context, type: text('Only those of this type of posts.', 100).optional() }),
    schema: taxonomySchema,
    answer: listTaxonomies,
  }),
  restRoute({
    ...base,
    path: '/wp/v2/taxonomies/(?<taxonomy>[\\w-]+)',
    args: z.object({ taxonomy: word, context }),
    schema: taxonomySchema,
    answer: showTaxonomy,
  }),
];
