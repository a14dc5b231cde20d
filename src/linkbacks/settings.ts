// linkbacks/settings.ts: services that are told of each new post.
import { z } from 'zod';
import { isWebAddress } from '../base/http/web-address.ts';

/** Settings → Writing, under WordPress's name. One address a line; empty, as no service is told unasked. */
export const updateServices = z.object({
  ping_sites: z
    .string()
    .max(10_000)
    .refine((given) => servicesIn(given).every(isWebAddress), { error: 'one address of the web a line' })
    .default(''),
});

export const servicesIn = (ping_sites: string): string[] => [
  ...new Set(ping_sites.split(/\s+/).filter(Boolean)),
];
