// media/pictures/negotiate.ts: in which format a picture is sent: what the asker says it reads decides, never the address.
import { kindOf } from '../file-types.ts';
import { renditionsOf, variantsOf, type Media } from '../media.ts';

export interface Chosen {
  /** Storage key of the bytes. */
  file: string;
  mime_type: string;
}

const smaller = ['image/avif', 'image/webp'];
/** What browsers that know no WebP show. */
const old = new Set(['image/jpeg', 'image/png', 'image/gif']);

/** Whether the answer depends on what the asker reads. */
export const isNegotiated = ({ mime_type }: Pick<Media, 'mime_type'>): boolean =>
  kindOf(mime_type) === 'image';

/**
 * The bytes for an address of this file. Pages' pictures come in the smallest format that is named in the Accept header; a
 * rendition in the file's own format to browsers that name others but not WebP. Who opens the address itself, or names
 * nothing, gets what lies there.
 */
export function chooseFormat(media: Media, key: string, accept = ''): Chosen {
  const here = { file: key, mime_type: typeAt(media, key) };
  const named = namedIn(accept);
  if (!isNegotiated(media) || named.has('text/html')) return here;
  const variants = variantsOf(media).filter((one) => one.of === key);
  for (const type of smaller.filter((one) => named.has(one))) {
    const found = variants.find(({ mime_type }) => mime_type === type);
    if (found) return found;
  }
  const knowsNoWebp = named.has('image/png') && !named.has('image/webp');
  if (knowsNoWebp && here.mime_type === 'image/webp' && media.file && old.has(media.mime_type))
    return { file: media.file, mime_type: media.mime_type };
  return here;
}

function typeAt(media: Media, key: string): string {
  if (key === media.file || key === media.original_file) return media.mime_type;
  const made = [...renditionsOf(media), ...variantsOf(media)].find(({ file }) => file === key);
  return made?.mime_type ?? 'image/webp';
}

/** The types of an Accept header that are wanted at all; ranges such as image/* say nothing about a format. */
function namedIn(accept: string): Set<string> {
  return new Set(
    accept.split(',').flatMap((part) => {
      const [type = '', ...parameters] = part.toLowerCase().split(';');
      return parameters.some((one) => /^\s*q=0(?:\.0*)?\s*$/.test(one)) ? [] : [type.trim()];
    }),
  );
}
