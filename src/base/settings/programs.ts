// base/settings/programs.ts: what programs may do by XML-RPC.
import { z } from 'zod';
import { N_ } from '../language/gettext.ts';
import { group, select } from './declare.ts';

/** Settings → Writing. Declared here because pages say whether there is an XML-RPC address, and far above it is answered. */
export const programs = z.object(
  group('writing', N_('Programs'), {
    xmlrpc: select(
      'all',
      N_('XML-RPC (/xmlrpc.php)'),
      {
        all: N_('On: programs for writing may sign in, and other sites send pingbacks'),
        pingbacks: N_('Pingbacks only: no program signs in'),
        off: N_('Off'),
      },
      {
        help: N_(
          'Mobile apps and editors of WordPress write by it. An account with two-factor sign-in is open to them by application passwords only.',
        ),
      },
    ),
  }),
);
