// embeds/providers/custom-providers.ts: the oEmbed providers that the owner adds: a pattern of addresses and the endpoint to ask.
import { z } from 'zod';
import { __ } from '../../base/language/gettext.ts';

const longest = 500;

/** As the owner writes it: `https://video.example/watch/*`, a `*.` before the domain stands for any host below it. */
export const providerForm = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => __('Please give it a name.') })
    .max(100),
  pattern: z
    .string()
    .trim()
    .max(longest)
    .regex(/^https:\/\/(\*\.)?([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d-]{2,}(:\d{1,5})?\/[^\s<>"]*$/i, {
      error: () => __('Please write it as https://video.example/watch/*, with a whole domain.'),
    }),
  endpoint: z
    .string()
    .trim()
    .max(longest)
    .refine(isEndpoint, {
      error: () => __('Please give an https address, such as https://video.example/oembed.'),
    }),
});

export type CustomProvider = z.infer<typeof providerForm>;

function isEndpoint(given: string): boolean {
  const address = given.replace('{format}', 'json');
  if (/[\s<>"]/.test(given) || !URL.canParse(address)) return false;
  const { protocol, username, hash } = new URL(address);
  return protocol === 'https:' && !username && !hash;
}
