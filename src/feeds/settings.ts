// feeds/settings.ts: where feeds tell that they have changed.
import { z } from 'zod';
import { isWebAddress } from '../base/http/web-address.ts';

/** Settings → Writing. Empty: readers' programs come by themselves, as ever. */
export const hubSettings = z.object({
  websub_hub: z
    .string()
    .trim()
    .max(500)
    .refine((given) => !given || isWebAddress(given), { error: 'begins with http:// or https://' })
    .default(''),
});
