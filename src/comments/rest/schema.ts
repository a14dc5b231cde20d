// comments/rest/schema.ts: what the REST API says comments are made of (WordPress's fields, and the files that came with one).
import { property, type ItemSchema, type Property } from '../../base/rest/schema.ts';

const all = 'view edit embed';
const own = 'view edit';
const fixed = { readonly: true };
const moment = { format: 'date-time' };

/** As WordPress declares it; it is null, as there are no notes. */
const noteStatus: Property = {
  type: 'string',
  title: '',
  description: 'Always null.',
  default: '',
  enum: ['resolved', 'reopen'],
};

export const commentSchema: ItemSchema = {
  title: 'comment',
  properties: {
    id: property('integer', 'Its number.', all, fixed),
    post: property('integer', 'The number of the post it stands under.', own, { default: 0 }),
    parent: property('integer', 'The number of the comment it answers; 0 for none.', all, { default: 0 }),
    author: property('integer', 'The number of the user who wrote it; 0 for a guest.', all),
    author_name: property('string', 'The name of its author.', all),
    author_email: property('string', 'The email address of its author.', 'edit', { format: 'email' }),
    author_url: property('string', 'The site of its author.', all, { format: 'uri' }),
    author_ip: property('string', 'The address of the machine it came from.', 'edit', { format: 'ip' }),
    author_user_agent: property('string', 'What the browser said of itself.', 'edit'),
    date: property('string', 'When it was written, in the site’s time zone.', all, moment),
    date_gmt: property('string', 'When it was written, in UTC.', own, moment),
    content: property('object', 'Its text.', all, {
      properties: {
        raw: property('string', 'As it was typed: Markdown, or the HTML of an import or a linkback.', 'edit'),
        rendered: property('string', 'As HTML, the way readers see it.', all, fixed),
      },
    }),
    link: property('string', 'Its address.', all, { ...fixed, format: 'uri' }),
    status: property('string', 'Whether it is shown: `approved`, `hold`, `spam` or `trash`.', own),
    type: property('string', '`comment`, `trackback`, `pingback` or `webmention`.', all, {
      ...fixed,
      default: 'comment',
    }),
    author_avatar_urls: property('object', 'The picture of its author by width; from this site alone.', all, {
      ...fixed,
      properties: Object.fromEntries(
        ['24', '48', '96'].map((size) => [
          size,
          property('string', `The picture, ${size} pixels wide.`, all, { format: 'uri' }),
        ]),
      ),
    }),
    meta: property('object', 'Kept for programs that expect it; there are no notes of editors.', own, {
      properties: { _wp_note_status: noteStatus },
    }),
    passage: property('object', 'The words of the post that it is about; absent without any.', all, {
      ...fixed,
      properties: {
        exact: { type: 'string' },
        prefix: { type: 'string', description: 'What stood before them.' },
        suffix: { type: 'string', description: 'What stood after them.' },
        start: { type: ['integer', 'null'], description: 'Null when the post has them no more.' },
      },
    }),
    attachments: property('array', 'The files that came with it, in their order; absent without any.', all, {
      ...fixed,
      items: {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          filename: { type: 'string' },
          mime_type: { type: 'string' },
          filesize: { type: 'integer' },
          alt_text: { type: 'string' },
          width: { type: ['integer', 'null'] },
          height: { type: ['integer', 'null'] },
          source_url: { type: 'string', format: 'uri' },
        },
      },
    }),
  },
};
