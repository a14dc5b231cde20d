// embeds/settings.ts: what the owner decides about embeds.
import { z } from 'zod';
import { wholeNumber, yesOrNo } from '../base/settings/settings.ts';
import { providerForm } from './providers/custom-providers.ts';

export const embedSettings = z.object({
  /** A link alone on its line to a page that no service and no provider speaks for becomes a card. */
  link_cards_in_posts: yesOrNo(true),
  link_cards_in_comments: yesOrNo(true),
  /** When a page is gone, the Internet Archive is asked, once, whether it kept a copy. */
  embed_archive_copies: yesOrNo(true),
  /** Added by the owner; they come before those of the public list. */
  embed_providers: z.array(providerForm).max(100).default([]),
  /** All pictures of cards together, in megabytes of 1024 × 1024 bytes; cards beyond it come without. */
  embed_pictures_mb: wholeNumber(500, 0, 1_000_000),
});
