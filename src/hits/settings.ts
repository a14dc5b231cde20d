// hits/settings.ts: whether reads are counted and shown, and what the figure is called.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, field, group } from '../base/settings/declare.ts';

export const hitSettings = z.object(
  group('reading', N_('Post views'), {
    hits_enabled: checkbox(true, N_('Count reads and show them under posts')),
    hits_label: field(
      z.string().trim().min(1).max(40).default('Hits'),
      'text',
      N_('What the count is called'),
    ),
  }),
);
