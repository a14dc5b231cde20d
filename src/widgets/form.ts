// widgets/form.ts: what the widget screen sends.
import { z } from 'zod';
import { badRequest } from '../base/errors.ts';
import { cleanPost } from '../base/html/sanitize.ts';
import { __ } from '../base/language/gettext.ts';
import { kinds, type Widget, type WidgetKind } from './widget.ts';

const kind = z.enum(Object.keys(kinds) as [WidgetKind, ...WidgetKind[]]);

/** Which kind is to be added, and where. @throws HttpError 400 */
export function newWidget(body: unknown, areas: string[]): { kind: WidgetKind; area: string } {
  const given = (body ?? {}) as Record<string, unknown>;
  const read = kind.safeParse(given.kind);
  if (!read.success) throw badRequest(__('Choose a kind of widget.'));
  return { kind: read.data, area: areaFrom(body, areas) };
}

/** An area of the theme. @throws HttpError 400 */
export function areaFrom(body: unknown, areas: string[]): string {
  const { area } = (body ?? {}) as Record<string, unknown>;
  const found = areas.find((one) => one === area);
  if (!found) throw badRequest(__('Choose an area of the theme.'));
  return found;
}

const settings = z.object({
  title: z.string().trim().max(200).default(''),
  count: z.coerce.number().int().min(1).max(100).optional(),
  text: z.string().max(20_000).default(''),
  menu_id: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
});

/** A widget as it was told to be; its text is cleaned. @throws HttpError 400 */
export function checkedWidget(body: unknown, widget: Widget): Widget {
  const given = (body ?? {}) as Record<string, unknown>;
  const read = settings.safeParse(given);
  if (!read.success)
    throw badRequest(
      __('Not saved: a heading has at most 200 letters, a list 1 to 100 lines, a text 20,000 letters.'),
    );
  const of = kinds[widget.kind];
  return {
    ...widget,
    title: read.data.title,
    count: of.count ? (read.data.count ?? widget.count) : 0,
    is_detailed: of.detail !== '' && given.is_detailed !== undefined,
    menu_id: of.menu ? read.data.menu_id : 0,
    text: of.text ? cleanPost(read.data.text.replaceAll('\r\n', '\n')) : '',
  };
}
