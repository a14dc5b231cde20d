// accounts/settings.ts: whether people may make accounts of their own, and what those may do.
import { z } from 'zod';
import { yesOrNo } from '../base/settings/settings.ts';

/** Roles that a stranger may come to by a form: none that reaches what others wrote. */
export const openRoles = ['subscriber', 'contributor', 'author'] as const;

/** WordPress's names (Settings → General). */
export const membership = z.object({
  users_can_register: yesOrNo(false),
  default_role: z.preprocess((role) => role || undefined, z.enum(openRoles).default('subscriber')),
});
