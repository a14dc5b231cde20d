// widgets/settings.ts: which widgets stand in which area.
import { z } from 'zod';
import { field, withoutScreen } from '../base/settings/declare.ts';
import { kinds, mostWidgets, type WidgetKind } from './widget.ts';

const widget = z.object({
  id: z.number().int().min(1).max(1_000_000_000),
  kind: z.enum(Object.keys(kinds) as [WidgetKind, ...WidgetKind[]]),
  title: z.string().max(200).default(''),
  count: z.number().int().min(0).max(100).default(0),
  is_detailed: z.boolean().default(false),
  text: z.string().max(50_000).default(''),
  menu_id: z.number().int().min(0).max(2_147_483_647).default(0),
});

export const widgetAreas = z.object(
  withoutScreen('Appearance → Widgets changes it.', {
    /** WordPress's name. By area; areas keep their widgets when the theme changes. */
    sidebars_widgets: field(
      z.record(z.string().max(50), z.array(widget).max(mostWidgets)).default({}),
      'textarea',
      'By widget area of the theme, the widgets in it',
    ),
  }),
);
