// site/discovery/settings.ts: what the site tells programs besides its pages, as far as an owner chooses it.
import { z } from 'zod';
import { isWebAddress } from '../../base/http/web-address.ts';
import { N_ } from '../../base/language/gettext.ts';
import { checkbox, field, group } from '../../base/settings/declare.ts';
import { isMailAddress } from '../../base/mail/address.ts';

const isContact = (given: string): boolean => isMailAddress(given) || isWebAddress(given);

/** Settings → Reading. */
export const discovery = z.object(
  group('reading', N_('Programs that visit'), {
    security_contact: field(
      z
        .string()
        .trim()
        .max(300)
        .refine((given) => !given || isContact(given), {
          error: 'is an email address or begins with https://',
        })
        .default(''),
      'text',
      N_('Contact for security problems'),
      {
        help: N_(
          'An email address or a page, named in /.well-known/security.txt. Leave it empty for no such file.',
        ),
        note: 'RFC 9116.',
      },
    ),
    security_policy: field(
      z
        .string()
        .trim()
        .max(300)
        .refine((given) => !given || isWebAddress(given), { error: 'begins with http:// or https://' })
        .default(''),
      'text',
      N_('Page that says how you handle such reports'),
      { help: N_('May be empty.') },
    ),
    llms_txt: checkbox(false, N_('Offer language models a short guide to this site (/llms.txt)'), {
      help: N_(
        'It lists the newest posts with their first words, and the pages; only while search engines may list this site.',
      ),
    }),
  }),
);
