// posts/writing-settings.ts: what a new post begins with.
import { z } from 'zod';
import { wholeNumber } from '../base/settings/settings.ts';

export const writing = z.object({
  /** The category of posts that were given none. */
  default_category: wholeNumber(1, 0, 2_147_483_647),
});

/** Declared by the comments (Settings → Discussion); a new post's form begins with them. */
export const openAtFirst = z.object({
  default_comment_status: z.enum(['open', 'closed']).default('open'),
  default_ping_status: z.enum(['open', 'closed']).default('open'),
});
