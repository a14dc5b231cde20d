// base/themes/long-texts.ts: pages around long texts, such as the editor's: a text is escaped and sent in slices, so that the event loop serves others in between.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Response } from 'express';
import { escapeXml } from './escape.ts';

/** UTF-16 units that are escaped in one turn of the event loop. */
const sliceLength = 2 ** 16;

/**
 * Renders a view as `res.render` does and sends it. A template prints a long text with `<%- view.text(words) %>`, where it
 * would print a short one with `<%= words %>`: the whole page with it is never made in one piece.
 * @param name `feature/page`
 */
export async function renderWithTexts(res: Response, name: string, view: object): Promise<void> {
  const texts: string[] = [];
  // Nobody can guess it: no text that is printed elsewhere in the page is taken for its place.
  const place = randomUUID();
  const text = (words: string) => {
    if (words.length <= sliceLength) return escapeXml(words);
    texts.push(words);
    return place;
  };
  const page = await new Promise<string>((resolve, reject) => {
    res.render(name, { ...view, text }, (error: Error | null, rendered?: string) =>
      error ? reject(error) : resolve(rendered!),
    );
  });
  if (texts.length === 0) return void res.send(page);
  res.type('html');
  // Log, limits and sessions listen to every response; the pipeline adds its own for the time it runs.
  res.setMaxListeners(res.getMaxListeners() + 5);
  await pipeline(Readable.from(pieces(page.split(place), texts)), res).catch(ignoreLeft);
}

async function* pieces(around: string[], texts: string[]): AsyncGenerator<string> {
  for (const [index, part] of around.entries()) {
    if (part) yield part;
    for (const slice of slices(texts[index] ?? '')) {
      yield escapeXml(slice);
      await setImmediate();
    }
  }
}

/** No slice ends between the two halves of a sign beyond the basic plane. */
function* slices(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + sliceLength, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end += 1;
    yield text.slice(start, end);
    start = end;
  }
}

/** Whoever left before the end is no fault. */
function ignoreLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
