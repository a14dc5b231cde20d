// embeds/settings.ts: what the owner decides about embeds.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, field, group, number, withoutScreen } from '../base/settings/declare.ts';
import { providerForm } from './providers/custom-providers.ts';

export const embedSettings = z.object({
  ...group('embeds', N_('Link cards'), {
    /** A link alone on its line to a page that no service and no provider speaks for becomes a card. */
    link_cards_in_posts: checkbox(
      true,
      N_('In posts and pages, a link alone on its line to any page becomes a card'),
      {
        help: N_(
          'With the page’s own title, description and picture, fetched once and kept here. Services such as YouTube have cards in any case.',
        ),
      },
    ),
    link_cards_in_comments: checkbox(
      true,
      N_('In approved comments, too, a link alone on its line becomes a card'),
      {
        note: 'Where `autoembed_links` is on.',
      },
    ),
    embed_archive_copies: checkbox(true, N_('When a page is gone, look for a copy in the Internet Archive'), {
      help: N_('This site asks archive.org once for each such page; readers ask nobody.'),
    }),
    embed_pictures_mb: number(500, N_('Room for the pictures of cards, in megabytes'), {
      min: 0,
      max: 1_000_000,
      help: N_('When it is full, new cards come without pictures.'),
    }),
  }),
  ...withoutScreen('Settings → Embed providers changes it.', {
    /** Added by the owner; they come before those of the public list. */
    embed_providers: field(
      z.array(providerForm).max(100).default([]),
      'textarea',
      'oEmbed providers of your own',
    ),
  }),
});
