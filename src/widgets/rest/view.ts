// widgets/rest/view.ts: widgets, their kinds and the areas they stand in, as the REST API shows them.
import { renderView } from '../../base/http/views.ts';
import { selfLink, withLinks } from '../../base/rest/links.ts';
import { inContext, property, type Context, type ItemSchema } from '../../base/rest/schema.ts';
import type { Blog } from '../../blog.ts';
import { viewOf } from '../view.ts';
import { kindNames, kinds, type Widget, type WidgetKind } from '../widget.ts';

const all = 'view edit embed';
const fixed = { readonly: true };

export const widgetSchema: ItemSchema = {
  title: 'widget',
  properties: {
    id: property('string', 'Its kind and its number: `search-3`.', all),
    id_base: property('string', 'Its kind.', all),
    sidebar: property('string', 'The area it stands in.', all),
    rendered: property('string', 'As HTML, the way readers see it.', all, fixed),
    rendered_form: property('string', 'Always empty: programs change `instance`.', 'edit', fixed),
    instance: property('object', 'What it was told.', 'edit', {
      properties: {
        raw: {
          type: 'object',
          description: '`title`, and what its kind has: `number`, `text`, `nav_menu` …',
        },
      },
    }),
  },
};

export const sidebarSchema: ItemSchema = {
  title: 'sidebar',
  properties: {
    id: property('string', 'Its name in the theme.', all, fixed),
    name: property('string', 'What the theme calls it.', all, fixed),
    description: property('string', 'Always empty.', all, fixed),
    class: property('string', 'Always empty.', all, fixed),
    before_widget: property('string', 'What begins a widget.', all, fixed),
    after_widget: property('string', 'What ends a widget.', all, fixed),
    before_title: property('string', 'What begins a heading.', all, fixed),
    after_title: property('string', 'What ends a heading.', all, fixed),
    status: property('string', '`active`: the theme shows it.', all, {
      ...fixed,
      enum: ['active', 'inactive'],
    }),
    widgets: property('array', 'The widgets in it, in their order.', all, { items: { type: 'string' } }),
  },
};

export const typeSchema: ItemSchema = {
  title: 'widget-type',
  properties: {
    id: property('string', 'The kind.', all, fixed),
    name: property('string', 'What it is called.', all, fixed),
    description: property('string', 'Always empty.', 'view edit embed', fixed),
    is_multi: property('boolean', 'Always true: there may be several.', 'view edit embed', fixed),
    classname: property('string', 'The class of its element.', 'view edit embed', fixed),
  },
};

/** WordPress writes a hyphen in two of its names. */
export const baseOf = (kind: WidgetKind): string =>
  kind === 'recent_posts' || kind === 'recent_comments' ? kind.replace('_', '-') : kind;

export const kindOf = (id_base: string): WidgetKind | undefined =>
  (Object.keys(kinds) as WidgetKind[]).find((kind) => baseOf(kind) === id_base);

export const nameOf = ({ id, kind }: Pick<Widget, 'id' | 'kind'>): string => `${baseOf(kind)}-${id}`;

/** The number at the end of a widget's name. */
export const numberIn = (name: string): number => Number(/-(\d{1,9})$/.exec(name)?.[1] ?? 0);

/** What the tick of a kind is called in WordPress. */
const tickNames: Partial<Record<WidgetKind, string>> = {
  recent_posts: 'show_date',
  categories: 'count',
  archives: 'count',
};

/** What a widget was told, in WordPress's words. */
function instanceOf({ kind, title, count, is_detailed, text, menu_id }: Widget): Record<string, unknown> {
  const of = kinds[kind];
  const tick = tickNames[kind];
  return {
    title,
    ...(of.count > 0 && { number: count }),
    ...(tick && { [tick]: is_detailed }),
    ...(of.text && { text }),
    ...(of.menu && { nav_menu: menu_id }),
  };
}

/** The fields of the widget's form that `raw` means; what it leaves out stays. */
export function formOf(widget: Widget, raw: Record<string, unknown>): Record<string, unknown> {
  const tick = tickNames[widget.kind];
  const isTicked = tick && tick in raw ? Boolean(raw[tick]) : widget.is_detailed;
  return {
    title: raw.title ?? widget.title,
    ...(widget.count > 0 || raw.number !== undefined ? { count: raw.number ?? widget.count } : {}),
    text: raw.text ?? widget.text,
    menu_id: raw.nav_menu ?? widget.menu_id,
    ...(isTicked && { is_detailed: '1' }),
  };
}

export async function widgetItem(
  blog: Blog,
  widget: Widget,
  sidebar: string,
  context: Context,
): Promise<object> {
  const name = nameOf(widget);
  const view = await viewOf(blog, widget, { path: '/', url: '/' });
  const item = {
    id: name,
    id_base: baseOf(widget.kind),
    sidebar,
    rendered: (await renderView('widgets/_area', { widgets: [view] })).trim(),
    rendered_form: '',
    instance: { raw: instanceOf(widget) },
  };
  return withLinks(blog, inContext(widgetSchema, item, context), {
    self: [selfLink(`/wp/v2/widgets/${name}`, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])],
    collection: [{ href: '/wp/v2/widgets' }],
    about: [{ embeddable: true, href: `/wp/v2/widget-types/${item.id_base}` }],
    'wp:sidebar': [{ href: `/wp/v2/sidebars/${sidebar}/` }],
  });
}

/** @param title what the theme calls the area; undefined when the theme has it no more */
export function sidebarItem(
  blog: Blog,
  { id, title, widgets }: { id: string; title: string | undefined; widgets: Widget[] },
  context: Context,
): object {
  const item = {
    id,
    name: title ?? id,
    description: '',
    class: '',
    before_widget: '<section class="widget %2$s">',
    after_widget: '</section>',
    before_title: '<h2>',
    after_title: '</h2>',
    status: title === undefined ? 'inactive' : 'active',
    widgets: widgets.map(nameOf),
  };
  return withLinks(blog, inContext(sidebarSchema, item, context), {
    collection: [{ href: '/wp/v2/sidebars' }],
    self: [selfLink(`/wp/v2/sidebars/${id}`, ['GET', 'POST', 'PUT', 'PATCH'])],
    'wp:widget': [{ embeddable: true, href: `/wp/v2/widgets?sidebar=${id}` }],
  });
}

export function typeItem(blog: Blog, kind: WidgetKind, context: Context): object {
  const id = baseOf(kind);
  const item = {
    id,
    name: kindNames[kind],
    description: '',
    is_multi: true,
    classname: `widget-${kind.replace('_', '-')}`,
  };
  return withLinks(blog, inContext(typeSchema, item, context), {
    collection: [{ href: '/wp/v2/widget-types' }],
    self: [{ href: `/wp/v2/widget-types/${id}` }],
  });
}
