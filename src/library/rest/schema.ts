// library/rest/schema.ts: what the REST API says kept files are made of (WordPress's fields of an attachment).
import { property, type ItemSchema, type Property } from '../../base/rest/schema.ts';

const all = 'view edit embed';
const own = 'view edit';
const fixed = { readonly: true };
const moment = { format: 'date-time' };
const when: Property['type'] = ['string', 'null'];
const raw = property('string', 'As it is stored.', 'edit');
const rendered = (context: string) => property('string', 'As HTML, the way readers see it.', context, fixed);

export const mediaSchema: ItemSchema = {
  title: 'attachment',
  properties: {
    date: property(when, 'When it was uploaded, in the site’s time zone.', all, moment),
    date_gmt: property(when, 'When it was uploaded, in UTC.', own, moment),
    guid: property('object', 'Its whole address, where it lies.', own, {
      ...fixed,
      properties: { raw: { ...raw, readonly: true }, rendered: rendered(own) },
    }),
    id: property('integer', 'Its number; not that of a post.', all, fixed),
    link: property('string', 'The address that leads to it, or to its page.', all, {
      ...fixed,
      format: 'uri',
    }),
    modified: property('string', 'The same as `date`.', own, { ...fixed, ...moment }),
    modified_gmt: property('string', 'The same as `date_gmt`.', own, { ...fixed, ...moment }),
    slug: property('string', 'Its name in addresses.', all),
    status: property('string', 'Always `inherit`: it is seen where its post is.', own, {
      enum: ['publish', 'future', 'draft', 'pending', 'private'],
    }),
    type: property('string', 'Always `attachment`.', all, fixed),
    permalink_template: property('string', 'Its address.', 'edit', fixed),
    generated_slug: property('string', 'The slug that its title would give.', 'edit', fixed),
    class_list: property('array', 'The classes of its element on pages.', own, {
      ...fixed,
      items: { type: 'string' },
    }),
    title: property('object', 'Its title.', all, { properties: { raw, rendered: rendered(all) } }),
    author: property('integer', 'The number of the user who uploaded it.', all),
    featured_media: property('integer', 'Always 0.', all),
    comment_status: property('string', 'Always `closed`: files take no comments.', own, {
      enum: ['open', 'closed'],
    }),
    ping_status: property('string', 'Always `closed`.', own, { enum: ['open', 'closed'] }),
    meta: property('object', 'Always empty.', own),
    template: property('string', 'Always empty.', own),
    alt_text: property('string', 'Its alternative text.', all),
    caption: property('object', 'Its caption.', all, { properties: { raw, rendered: rendered(all) } }),
    description: property('object', 'Its description; before it, the file as a page shows it.', own, {
      properties: { raw, rendered: rendered(own) },
    }),
    media_type: property('string', '`image` or `file`.', all, { ...fixed, enum: ['image', 'file'] }),
    mime_type: property('string', 'Its type.', all, fixed),
    media_details: property('object', 'Its dimensions and, of pictures, its sizes.', all, fixed),
    post: property(['integer', 'null'], 'The number of the post it belongs to.', own),
    source_url: property('string', 'The address of the file.', all, { ...fixed, format: 'uri' }),
    missing_image_sizes: property('array', 'Sizes that are still to be made.', 'edit', {
      ...fixed,
      items: { type: 'string' },
    }),
    filename: property('string', 'What its uploader called it.', own, fixed),
    filesize: property('integer', 'Its bytes.', own, fixed),
    exif_orientation: property('integer', 'Always 1: pictures are kept upright.', 'edit', fixed),
    image_quality: property('object', 'How well sizes are stored.', 'edit', {
      ...fixed,
      properties: {
        default: { type: 'integer', description: 'Of 100.' },
        sizes: { type: 'array', description: 'Always empty.' },
      },
    }),
    image_output_format: property(['string', 'null'], 'The type of its sizes.', 'edit', fixed),
    image_save_progressive: property('boolean', 'Always false.', 'edit', fixed),
  },
};
