// import/lines.ts: a file as lines, in constant memory.
import { decoderFor } from '../base/xml/decode.ts';
import { unreadable } from './unreadable.ts';

export interface Line {
  line: string;
  /** From 1. */
  number: number;
  /** Bytes of the file read so far. */
  bytes: number;
}

/**
 * Lines without their ends, of any system.
 * @param longest in characters
 * @throws Unreadable when a line is longer
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Line> {
  const decoder = decoderFor();
  let [number, bytes, waiting] = [0, 0, 0];
  let pieces: string[] = [];
  const split = function* (text: string): Generator<Line> {
    const lines = text.split(/\r\n|\n/);
    for (const [at, piece] of lines.entries()) {
      pieces.push(piece);
      waiting += piece.length;
      if (waiting > longest)
        throw unreadable(`Line ${number + 1} is longer than ${longest.toLocaleString('en-US')} characters.`);
      if (at === lines.length - 1) return;
      yield { line: take(), number: ++number, bytes };
    }
  };
  const take = (): string => {
    const line = pieces.join('').replace(/\r$/, '');
    pieces = [];
    waiting = 0;
    return line;
  };
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield* split(decoder.decode(chunk));
  }
  yield* split(decoder.end());
  const line = take();
  if (line) yield { line, number: number + 1, bytes };
}
