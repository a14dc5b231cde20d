// posts/content/pasted-pictures.ts: pictures that were pasted into a text as `data:` addresses become files of the library.
import { inTransaction } from '../../base/database/database.ts';
import { isHttpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import { fileUrl, type Media } from '../../media/media.ts';
import { storeBytes } from '../../media/store.ts';

export interface WithoutPasted {
  content: string;
  /** How many became files. */
  kept: number;
}

/** Of one text; what is beyond stays as it is. */
const mostPictures = 200;
/** So far around an address its tag is looked at. */
const nearTag = 4000;

const scheme = 'data:image/';
const beginning = /data:image\/(png|jpe?g|gif|webp|avif|bmp);base64,/giy;
const base64 = /[A-Za-z0-9+/=\s]+/y;
/** A picture that is shown until the real one was fetched. */
const lazy = /\sdata-(?:lazy-|original-|orig-)?(?:src|srcset|original|lazy|echo)\s*=/i;

/**
 * A text whose pasted pictures are files: `src="data:image/png;base64,…"` names the file instead. What is no picture, or
 * stands in for one that is loaded later, stays. One walk over the text.
 */
export async function keepPastedPictures(
  blog: Blog,
  content: string,
  origin: Pick<Media, 'uploaded_by'> & { post_id?: number | undefined },
): Promise<WithoutPasted> {
  if (!content.includes(scheme)) return { content, kept: 0 };
  const addresses = new Map<string, string | undefined>();
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, extension } of pastedIn(content)) {
    const bytes = content.slice(content.indexOf(',', start) + 1, end);
    if (!addresses.has(bytes)) {
      if (addresses.size >= mostPictures) break;
      addresses.set(bytes, await stored(blog, bytes, extension, origin));
    }
    const address = addresses.get(bytes);
    if (!address) continue;
    parts.push(content.slice(done, start), address);
    done = end;
  }
  const kept = [...addresses.values()].filter(Boolean).length;
  return { content: kept ? parts.join('') + content.slice(done) : content, kept };
}

interface Pasted {
  start: number;
  end: number;
  extension: string;
}

function* pastedIn(content: string): Generator<Pasted> {
  for (let at = content.indexOf(scheme); at >= 0; at = content.indexOf(scheme, at + 1)) {
    beginning.lastIndex = at;
    const begun = beginning.exec(content);
    if (!begun || !/\ssrc\s{0,5}=\s{0,5}["']?$/i.test(content.slice(Math.max(0, at - 20), at))) continue;
    base64.lastIndex = at + begun[0].length;
    if (!base64.test(content)) continue;
    const end = base64.lastIndex;
    const before = content.slice(Math.max(0, at - nearTag), at);
    const [after = ''] = content.slice(end, end + nearTag).split('>', 1);
    if (!lazy.test(before.slice(before.lastIndexOf('<')) + after))
      yield { start: at, end, extension: begun[1]!.toLowerCase().replace('jpeg', 'jpg') };
    at = end;
  }
}

/** The address of the file; undefined when the bytes are no picture. */
async function stored(
  blog: Blog,
  bytes: string,
  extension: string,
  { uploaded_by, post_id }: Pick<Media, 'uploaded_by'> & { post_id?: number | undefined },
): Promise<string | undefined> {
  const body = Buffer.from(bytes, 'base64');
  if (!body.length) return undefined;
  try {
    const media = await inTransaction(blog, (blog) =>
      storeBytes(blog, {
        name: `picture.${extension}`,
        body,
        source: 'library',
        uploaded_by,
        ...(post_id === undefined ? {} : { post_id }),
      }),
    );
    return media.file ? fileUrl(media.file) : undefined;
  } catch (error) {
    if (!isHttpError(error)) throw error;
    blog.log.warn({ problem: error.code }, 'a picture that was pasted into a text is none');
    return undefined;
  }
}
