// widgets/rest/answers.ts: areas, widgets and their kinds by the REST API: shown, told, moved, removed.
import { httpError } from '../../base/errors.ts';
import { restAddress } from '../../base/rest/address.ts';
import { inRestWords } from '../../base/rest/refusals.ts';
import { restError, type RestCall } from '../../base/rest/route.ts';
import type { Context } from '../../base/rest/schema.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { areaTitles } from '../admin-view.ts';
import { changeWidgets } from '../change.ts';
import { checkedWidget } from '../form.ts';
import { baseOf, formOf, kindOf, nameOf, numberIn, sidebarItem, typeItem, widgetItem } from './view.ts';
import { widgetAreas } from '../settings.ts';
import { added, changed, found, kinds, placedIn, removed, type Areas, type WidgetKind } from '../widget.ts';

const areasOf = async (blog: Blog): Promise<Areas> => (await settings(blog.db, widgetAreas)).sidebars_widgets;

async function sidebars(blog: Blog) {
  const [areas, titles] = [await areasOf(blog), await areaTitles(blog)];
  const ids = [...new Set([...titles.keys(), ...Object.keys(areas).filter((area) => areas[area]!.length)])];
  return ids.map((id) => ({ id, title: titles.get(id), widgets: areas[id] ?? [] }));
}

interface InContext {
  context: Context;
}

export async function listSidebars(blog: Blog, { args }: RestCall<InContext>) {
  return (await sidebars(blog)).map((one) => sidebarItem(blog, one, args.context));
}

/** @throws HttpError 404 */
export async function showSidebar(blog: Blog, id: string, shown: InContext['context']) {
  const one = (await sidebars(blog)).find((sidebar) => sidebar.id === id);
  if (!one) throw httpError(404, 'rest_sidebar_not_found', 'No sidebar exists with that id.');
  return sidebarItem(blog, one, shown);
}

/** The named widgets stand in the area, in this order; those that stood there and are not named leave the site. */
export async function changeSidebar(
  blog: Blog,
  { args }: RestCall<{ id: string; widgets?: string[] | undefined }>,
) {
  await showSidebar(blog, args.id, 'view');
  const { widgets } = args;
  if (widgets)
    await inRestWords(() => changeWidgets(blog, (areas) => placedIn(areas, args.id, widgets.map(numberIn))));
  return showSidebar(blog, args.id, 'edit');
}

export async function listWidgets(
  blog: Blog,
  { args }: RestCall<InContext & { sidebar?: string | undefined }>,
) {
  const all = (await sidebars(blog)).filter(({ id }) => args.sidebar === undefined || id === args.sidebar);
  const items = all.flatMap(({ id, widgets }) =>
    widgets.map((widget) => widgetItem(blog, widget, id, args.context)),
  );
  return Promise.all(items);
}

/** @throws HttpError 404 */
function placeOf(areas: Areas, id: string) {
  const place = found(areas, numberIn(id));
  if (!place || nameOf(place.widget) !== id)
    throw httpError(404, 'rest_widget_not_found', 'No widget was found with that id.');
  return place;
}

export async function showWidget(blog: Blog, id: string, shown: InContext['context']) {
  const { widget, area } = placeOf(await areasOf(blog), id);
  return widgetItem(blog, widget, area, shown);
}

export interface Told {
  id_base?: string | undefined;
  instance?: { raw: Record<string, unknown> } | undefined;
  sidebar?: string | undefined;
}

/** @throws HttpError 400 for a kind or an area there is not */
export async function createWidget(blog: Blog, { args, reply }: RestCall<Told & { sidebar: string }>) {
  const kind = kindOf(args.id_base ?? '');
  if (!kind) throw restError(400, 'rest_invalid_widget', 'The provided widget type is not registered.');
  await refuseArea(blog, args.sidebar);
  let made = '';
  await inRestWords(() =>
    changeWidgets(blog, (areas) => {
      const after = added(areas, args.sidebar, kind);
      const widget = checkedWidget(
        formOf(after[args.sidebar]!.at(-1)!, args.instance?.raw ?? {}),
        after[args.sidebar]!.at(-1)!,
      );
      made = nameOf(widget);
      return changed(after, widget, args.sidebar);
    }),
  );
  reply.status = 201;
  reply.headers.Location = restAddress(blog, `/wp/v2/widgets/${made}`);
  return showWidget(blog, made, 'edit');
}

export async function changeWidget(blog: Blog, { args }: RestCall<Told & { id: string }>) {
  if (args.sidebar !== undefined) await refuseArea(blog, args.sidebar);
  await inRestWords(() =>
    changeWidgets(blog, (areas) => {
      const { widget, area } = placeOf(areas, args.id);
      const form = formOf(widget, args.instance?.raw ?? {});
      return changed(areas, args.instance ? checkedWidget(form, widget) : widget, args.sidebar ?? area);
    }),
  );
  return showWidget(blog, args.id, 'edit');
}

/** There is no place for widgets that are not shown: they go. @throws HttpError 404, 501 */
export async function deleteWidget(blog: Blog, { args }: RestCall<{ id: string; force: boolean }>) {
  const previous = await showWidget(blog, args.id, 'edit');
  if (!args.force)
    throw restError(
      501,
      'rest_trash_not_supported',
      "Widgets do not support trashing. Set 'force=true' to delete.",
    );
  await changeWidgets(blog, (areas) => removed(areas, numberIn(args.id)));
  return { deleted: true, previous };
}

async function refuseArea(blog: Blog, area: string): Promise<void> {
  if ((await areaTitles(blog)).has(area)) return;
  throw restError(400, 'rest_invalid_param', 'Invalid parameter(s): sidebar', {
    params: { sidebar: 'The theme has no such area.' },
  });
}

/** @throws HttpError 404 */
export function showType(blog: Blog, { args }: RestCall<InContext & { id: string }>) {
  const kind = kindOf(args.id);
  if (!kind) throw httpError(404, 'rest_widget_type_invalid', 'Invalid widget type.');
  return typeItem(blog, kind, args.context);
}

export const listTypes = (blog: Blog, { args }: RestCall<InContext>) =>
  (Object.keys(kinds) as WidgetKind[])
    .toSorted((one, other) => baseOf(one).localeCompare(baseOf(other)))
    .map((kind) => typeItem(blog, kind, args.context));
