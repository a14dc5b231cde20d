// themes/form.ts: what the screens of Appearance send.
import { z } from 'zod';
import { nameOfTheme } from '../base/themes/manifest.ts';

/** Which theme a button stands for. */
export const chosenTheme = z.object({ theme: z.string().regex(nameOfTheme) });
