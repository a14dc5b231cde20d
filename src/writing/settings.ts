// writing/settings.ts: what a new post begins with.
import { z } from 'zod';

/** Declared by the comments (Settings → Discussion); a new post's form begins with them. */
export const openAtFirst = z.object({
  default_comment_status: z.enum(['open', 'closed']).default('open'),
  default_ping_status: z.enum(['open', 'closed']).default('open'),
});
