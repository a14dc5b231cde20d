// hits/settings.ts: whether reads are counted and shown, and what the figure is called.
import { z } from 'zod';
import { yesOrNo } from '../base/settings/settings.ts';

export const hitSettings = z.object({
  hits_enabled: yesOrNo(true),
  hits_label: z.string().trim().min(1).max(40).default('Hits'),
});
