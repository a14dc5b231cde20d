// editor/upload.ts: sends files to the library, one after the other, and tells how far they are.

/** A kept file, and the markup that shows it in a text. */
export interface Kept {
  id: number;
  name: string;
  url: string;
  markup: string;
}

/** Where files go; undefined when the author may not send any. */
export const uploadAddress = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-upload-to]')?.dataset.uploadTo;

/**
 * Sends one file.
 * @param told called with the part that has arrived, from 0 to 1
 * @throws Error with the sentence to show
 */
export function upload(address: string, file: File, told: (part: number) => void): Promise<Kept> {
  const body = new FormData();
  body.append('files', file, file.name || 'picture');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => told(total ? loaded / total : 0));
    request.addEventListener('load', () => {
      const answer = request.response as (Kept & { error?: string }) | null;
      if (request.status === 201 && answer) {
        if (file.type.startsWith('image/')) offerPicture(answer.id, file);
        resolve(answer);
      } else reject(new Error(answer?.error ?? 'The file could not be kept. Please try again.'));
    });
    request.addEventListener('error', () => reject(new Error('The site does not answer. Please try again.')));
    request.send(body);
  });
}

/** A new picture may also be the featured one. */
function offerPicture(id: number, file: File): void {
  const radio = Object.assign(document.createElement('input'), {
    type: 'radio',
    name: 'featured_media_id',
    value: String(id),
  });
  const image = Object.assign(new Image(80, 80), { src: URL.createObjectURL(file), alt: file.name });
  const label = Object.assign(document.createElement('label'), { className: 'picture' });
  label.append(radio, ' ', image);
  document.querySelector('#pictures')?.append(label);
}
