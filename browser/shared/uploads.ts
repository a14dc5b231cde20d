// shared/uploads.ts: sends files to the site, one after another or a few at once, with progress, whole or in parts.
import { abortError, send } from './request.ts';
import { sendInParts, type PartsAt, type Told } from './upload-parts.ts';

/** Where files go. */
export interface Destination {
  /** Takes a form with one file and answers 201. */
  address: string;
  /** The name of the file in the form. */
  field: string;
  /** What the form says besides. */
  fields?: Record<string, string>;
  /** Where large files go in parts, to go on after a broken connection. */
  parts?: PartsAt;
  /** How many are sent at the same time. Files arrive in the order they were added only where it is one. */
  atOnce: number;
}

export interface Upload<Kept> {
  /** What the site answers. Rejects with a RequestError, or with an AbortError when it was stopped. */
  kept: Promise<Kept>;
  stop: () => void;
}

export interface Uploads<Kept> {
  /** Sends a file when those before it have gone. */
  add: (file: File, told: Told) => Upload<Kept>;
  /** How many have not arrived yet. */
  left: () => number;
}

/** Opens a queue of files for one destination. */
export function uploadsTo<Kept>(to: Destination): Uploads<Kept> {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;

  const next = (): void => {
    while (running < to.atOnce) {
      const start = waiting.shift();
      if (!start) return;
      running += 1;
      void start().then(next);
    }
  };

  const add = (file: File, told: Told): Upload<Kept> => {
    const stopping = new AbortController();
    const kept = new Promise<Kept>((resolve, reject) => {
      const start = async (): Promise<void> => {
        const outcome = sendFile<Kept>(to, file, told, stopping.signal).finally(() => (running -= 1));
        await outcome.then(resolve, reject);
      };
      waiting.push(start);
      stopping.signal.addEventListener('abort', () => {
        const at = waiting.indexOf(start);
        if (at < 0) return;
        waiting.splice(at, 1);
        reject(abortError());
      });
    });
    next();
    return { kept, stop: () => stopping.abort() };
  };

  return { add, left: () => waiting.length + running };
}

async function sendFile<Kept>(to: Destination, file: File, told: Told, signal: AbortSignal): Promise<Kept> {
  told.progress(0);
  if (to.parts && file.size > to.parts.bytes) return sendInParts(to.parts, file, told, signal);
  const body = new FormData();
  for (const [name, value] of Object.entries(to.fields ?? {})) body.append(name, value);
  body.append(to.field, file, file.name || 'picture.png');
  return send<Kept>(to.address, body, { signal, told: (sent, all) => told.progress(sent / all) });
}
