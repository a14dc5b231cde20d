// links/settings.ts: whether links of posts are looked at.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, group } from '../base/settings/declare.ts';

/** Settings → Writing. Off, as no other site is asked for anything unless the owner wants it. */
export const linkChecks = z.object(
  group('writing', N_('Links'), {
    check_links: checkbox(false, N_('Look for broken links in published posts'), {
      help: N_(
        'Pages and pictures of other sites that posts lead to are asked for now and then, each at most once a day. Tools → Broken links lists those that no longer answer.',
      ),
    }),
  }),
);
