// editor/upload.ts: sends files to the library, one after the other, and offers new pictures as the featured one.
import { make } from '../shared/elements.ts';
import { uploadsTo, type Uploads } from '../shared/uploads.ts';

/** A kept file, and the markup that shows it in a text. */
export interface Kept {
  id: number;
  name: string;
  markup: string;
}

let queue: Uploads<Kept> | undefined;

/** Where files go; undefined when the author may not send any. All of the editor go into one queue. */
export function uploads(): Uploads<Kept> | undefined {
  const dataset = document.querySelector<HTMLElement>('[data-upload-to]')?.dataset;
  if (!dataset?.uploadTo) return undefined;
  queue ??= uploadsTo<Kept>({
    address: dataset.uploadTo,
    field: 'files',
    parts: { address: '/admin/media/uploads', bytes: Number(dataset.partBytes) },
    // They stand in the text in the order in which they were chosen.
    atOnce: 1,
  });
  return queue;
}

/**
 * Sends one file.
 * @param progress called with how much has gone, from 0 to 1
 * @throws RequestError with the sentence to show
 */
export async function upload(to: Uploads<Kept>, file: File, progress: (part: number) => void): Promise<Kept> {
  const kept = await to.add(file, { progress }).kept;
  if (file.type.startsWith('image/')) offerPicture(kept.id, file);
  return kept;
}

/** A new picture may also be the featured one. */
function offerPicture(id: number, file: File): void {
  const radio = make('input', { type: 'radio', name: 'featured_media_id', value: String(id) });
  const image = Object.assign(new Image(80, 80), { src: URL.createObjectURL(file), alt: file.name });
  const label = make('label', { className: 'picture' }, radio, ' ', image);
  document.querySelector('#pictures')?.append(label);
}
