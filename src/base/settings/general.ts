// base/settings/general.ts: what every page of a site needs to know about it.
import { z } from 'zod';
import { wholeNumber, yesOrNo } from './settings.ts';

/** Names and defaults are WordPress's (Settings → General, Reading). */
export const general = z.object({
  blogname: z.string().max(200).default('Quillback'),
  blogdescription: z.string().max(300).default(''),
  admin_email: z.string().max(254).default(''),
  /** BCP 47; decides `lang` and `dir`. */
  WPLANG: z.string().max(35).default('en-US'),
  timezone_string: z.string().max(64).default('UTC'),
  /** PHP date letters, as WordPress stores them. */
  date_format: z.string().max(64).default('F j, Y'),
  time_format: z.string().max(64).default('g:i a'),
  start_of_week: wholeNumber(1, 0, 6),
  blog_public: yesOrNo(true),
});
