// accounts/settings.ts: whether people may make accounts of their own, and what those may do.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, choices, field, group } from '../base/settings/declare.ts';

/** Roles that a stranger may come to by a form: none that reaches what others wrote. */
const openRoles = ['subscriber', 'contributor', 'author'] as const;

/** WordPress's names (Settings → General). */
export const membership = z.object(
  group('general', N_('Membership'), {
    users_can_register: checkbox(false, N_('Anyone can register'), {
      note: 'At `/register`, and at `/wp-login.php?action=register`.',
    }),
    default_role: field(
      z.preprocess((role) => role || undefined, z.enum(openRoles).default('subscriber')),
      'select',
      N_('New user default role'),
      {
        choices: choices({
          subscriber: N_('Subscriber'),
          contributor: N_('Contributor'),
          author: N_('Author'),
        }),
        help: N_(
          'What those who register may do. Contributors and authors write: choose them for people you know.',
        ),
      },
    ),
  }),
);
