// linkbacks/settings.ts: who is told of every new post (Settings → Writing).
import { z } from 'zod';

/** WordPress's update services: one address a line. Nobody is told before the owner names one. */
export const updateServices = z.object({ ping_sites: z.string().max(10_000).default('') });
