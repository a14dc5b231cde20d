// linkbacks/settings.ts: services that are told of each new post.
import { z } from 'zod';
import { isWebAddress } from '../base/http/web-address.ts';
import { N_ } from '../base/language/gettext.ts';
import { field, group } from '../base/settings/declare.ts';

/** Settings → Writing, under WordPress's name. One address a line; empty, as no service is told unasked. */
export const updateServices = z.object(
  group('writing', N_('Update services'), {
    ping_sites: field(
      z
        .string()
        .max(10_000)
        .refine((given) => servicesIn(given).every(isWebAddress), { error: 'one address of the web a line' })
        .default(''),
      'textarea',
      N_('Update services'),
      {
        help: N_(
          'One address a line: each is told of every new post. None is told while search engines are asked to stay away.',
        ),
        note: 'By weblogUpdates.extendedPing.',
      },
    ),
  }),
);

export const servicesIn = (ping_sites: string): string[] => [
  ...new Set(ping_sites.split(/\s+/).filter(Boolean)),
];
