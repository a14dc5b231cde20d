// hits/settings.ts: whether reads are counted and shown, and what the figure is called.
import { z } from 'zod';
import { checkbox, field, group } from '../base/settings/declare.ts';

export const hitSettings = z.object(
  group('reading', 'Post views', {
    hits_enabled: checkbox(true, 'Count reads and show them under posts'),
    hits_label: field(z.string().trim().min(1).max(40).default('Hits'), 'text', 'What the count is called'),
  }),
);
