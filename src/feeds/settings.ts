// feeds/settings.ts: where feeds tell that they have changed.
import { z } from 'zod';
import { isWebAddress } from '../base/http/web-address.ts';
import { N_ } from '../base/language/gettext.ts';
import { field, group } from '../base/settings/declare.ts';

/** Settings → Writing. Empty: readers' programs come by themselves, as ever. */
export const hubSettings = z.object(
  group('writing', N_('Update services'), {
    websub_hub: field(
      z
        .string()
        .trim()
        .max(500)
        .refine((given) => !given || isWebAddress(given), { error: 'begins with http:// or https://' })
        .default(''),
      'text',
      N_('WebSub hub'),
      {
        help: N_(
          'Feed readers that subscribe there hear of a new post at once. Leave it empty, and they look by themselves.',
        ),
      },
    ),
  }),
);
