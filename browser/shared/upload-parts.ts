// shared/upload-parts.ts: a large file goes in parts: after a broken connection it goes on where it stopped.
import { isRequestError, request, send } from './request.ts';
import { __ } from './words.ts';

/** What is told of a file on its way. */
export interface Told {
  /** From 0 to 1: how much has gone. First called when its turn has come. */
  progress: (part: number) => void;
  /** A sentence: why it takes longer. */
  delay?: (words: string) => void;
}

export interface PartsAt {
  /** Its `/begin`, `/ID/append` and `/ID/finish` take the parts. */
  address: string;
  /** Only files of more bytes go in parts. */
  bytes: number;
}

interface Progress {
  id: string;
  /** How many bytes the site has. */
  offset: number;
  /** Tries since some of it went through. */
  tries: number;
}

/** Tries without progress, before somebody is asked. */
const mostTries = 8;

/**
 * Sends a file in parts, and again by itself while that may help.
 * @returns what the site answers when it has all of it
 * @throws RequestError, or an AbortError when the signal ended it
 */
export async function sendInParts<Kept>(
  to: PartsAt,
  file: File,
  told: Told,
  signal: AbortSignal,
): Promise<Kept> {
  const progress: Progress = { id: '', offset: 0, tries: 0 };
  for (;;) {
    try {
      return await goOn<Kept>(to, file, progress, { told, signal });
    } catch (error) {
      const isBroken = isRequestError(error) && [0, 408, 409, 502, 503, 504].includes(error.status);
      if (!isBroken || progress.tries >= mostTries) throw error;
      progress.tries += 1;
      told.delay?.(__('The connection broke. It goes on by itself …'));
      await pause(1000 * Math.min(30, 2 ** (progress.tries - 1)));
    }
  }
}

/** Asks where the upload stands, also one from before the page was left, and sends what is missing. */
async function goOn<Kept>(
  { address }: PartsAt,
  file: File,
  progress: Progress,
  { told, signal }: { told: Told; signal: AbortSignal },
): Promise<Kept> {
  const fields = {
    name: file.name,
    byte_size: String(file.size),
    mark: String(file.lastModified),
    ...(progress.id && { id: progress.id }),
  };
  const begun = await request<{ id: string; offset: number; part_bytes: number }>(`${address}/begin`, {
    fields,
    signal,
  });
  Object.assign(progress, { id: begun.id, offset: begun.offset });
  while (progress.offset < file.size) {
    const { offset } = progress;
    told.progress(offset / file.size);
    const part = file.slice(offset, offset + begun.part_bytes);
    const to = `${address}/${progress.id}/append?offset=${offset}`;
    const answer = await send<{ offset: number }>(to, part, {
      signal,
      told: (sent) => told.progress(Math.min(1, (offset + sent) / file.size)),
    });
    Object.assign(progress, { offset: answer.offset, tries: 0 });
  }
  told.progress(1);
  return request<Kept>(`${address}/${progress.id}/finish`, { fields: {}, signal });
}

/** A while, or until the browser is back online. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
  });
}
