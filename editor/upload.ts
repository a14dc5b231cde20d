// upload.ts: sends files to the library, one after the other, and tells how far they are.

/** A kept file, and the markup that shows it in a text. */
export interface Kept {
  id: number;
  name: string;
  url: string;
  markup: string;
}

/** Where files go; undefined when the author may not send any. */
export const uploadAddress = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-upload]')?.dataset.upload;

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
      if (request.status === 201 && answer) resolve(answer);
      else reject(new Error(answer?.error ?? 'The file could not be kept. Please try again.'));
    });
    request.addEventListener('error', () => reject(new Error('The site does not answer. Please try again.')));
    request.send(body);
  });
}

/** What stands in the text for files that were sent together: several pictures are a gallery. */
export function markupFor(kept: { kept: Kept; file: File }[]): string {
  const pictures = kept.filter(({ file }) => file.type.startsWith('image/'));
  if (pictures.length < 2) return kept.map((one) => one.kept.markup).join('\n\n');
  const ids = pictures.map((one) => one.kept.id).join(',');
  const others = kept.filter((one) => !pictures.includes(one)).map((one) => one.kept.markup);
  return [`[gallery ids="${ids}"]`, ...others].join('\n\n');
}
