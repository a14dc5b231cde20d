// terms/settings.ts: which category posts get that were given none.
import { z } from 'zod';
import { wholeNumber } from '../base/settings/settings.ts';

export const writing = z.object({ default_category: wholeNumber(1, 0, 2_147_483_647) });
