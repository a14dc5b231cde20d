// base/settings/programs.ts: what programs may do by XML-RPC.
import { z } from 'zod';
import { group, select } from './declare.ts';

/** Settings → Writing. Declared here because pages say whether there is an XML-RPC address, and far above it is answered. */
export const programs = z.object(
  group('writing', 'Programs', {
    xmlrpc: select(
      'all',
      'XML-RPC (/xmlrpc.php)',
      {
        all: 'On: programs for writing may sign in, and other sites send pingbacks',
        pingbacks: 'Pingbacks only: no program signs in',
        off: 'Off',
      },
      {
        help: 'Mobile apps and editors of WordPress write by it. An account with two-factor sign-in is open to them by application passwords only.',
      },
    ),
  }),
);
