// embeds/settings-fields.ts: the fields of Settings → Embeds, in the owner's words.
import { heldFields, type Field } from '../base/admin/fields.ts';

export const embedFields: Field[] = [
  {
    name: 'link_cards_in_posts',
    label: 'In posts and pages, a link alone on its line to any page becomes a card',
    kind: 'check',
    hint: 'With the page’s own title, description and picture, fetched once and kept here. Services such as YouTube have cards in any case.',
  },
  { name: 'link_cards_in_comments', label: 'In comments, too, once they are approved', kind: 'check' },
  {
    name: 'embed_archive_copies',
    label: 'When a page is gone, look for a copy in the Internet Archive',
    kind: 'check',
    hint: 'This site asks archive.org once for each such page; readers ask nobody.',
  },
  {
    name: 'embed_pictures_mb',
    label: 'Room for the pictures of cards, in MB',
    kind: 'number',
    hint: 'When it is full, new cards come without pictures.',
  },
];

export const heldEmbeds = heldFields(embedFields);
