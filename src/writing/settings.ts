// writing/settings.ts: what a new post begins with.
import { z } from 'zod';
import { group, select } from '../base/settings/declare.ts';

/** Settings → Discussion; a new post's form begins with them. */
export const openAtFirst = z.object(
  group('discussion', 'Default post settings', {
    default_comment_status: select(
      'open',
      'Comments on new posts',
      { open: 'Allow', closed: 'Do not allow' },
      { rest: 'default_comment_status', help: 'Each post can decide otherwise.' },
    ),
    default_ping_status: select(
      'open',
      'Link notifications from other sites (webmentions, pingbacks and trackbacks) on new posts',
      { open: 'Allow', closed: 'Do not allow' },
      { rest: 'default_ping_status' },
    ),
  }),
);
