// writing/settings.ts: what a new post begins with.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { group, select } from '../base/settings/declare.ts';

/** Settings → Discussion; a new post's form begins with them. */
export const openAtFirst = z.object(
  group('discussion', N_('Default post settings'), {
    default_comment_status: select(
      'open',
      N_('Comments on new posts'),
      { open: N_('Allow'), closed: N_('Do not allow') },
      { rest: 'default_comment_status', help: N_('Each post can decide otherwise.') },
    ),
    default_ping_status: select(
      'open',
      N_('Link notifications from other sites (webmentions, pingbacks and trackbacks) on new posts'),
      { open: N_('Allow'), closed: N_('Do not allow') },
      { rest: 'default_ping_status' },
    ),
  }),
);
