// base/http/chunks.ts: the chunks of a body between the socket and its parser: inspected, skipped, put together.
import { Transform } from 'node:stream';

// Chunks below this are put together, after a first few: thousands of tiny ones would cost far more memory than is in them.
const minChunk = 4096;
const mostTiny = 64;

/** A stream that passes on what `inspect` gives for each chunk: the chunk, a part of it, or nothing. */
export function inspectChunks(inspect: (chunk: Buffer) => Buffer | undefined): Transform {
  let pending: Buffer | undefined;
  let filled = 0;
  let tiny = 0;
  const taken = () => {
    const chunk = pending?.subarray(0, filled);
    pending = undefined;
    filled = 0;
    return chunk?.length ? chunk : undefined;
  };
  return new Transform({
    transform(given: Buffer, _encoding, done) {
      const chunk = inspect(given);
      if (!chunk) return done();
      if (chunk.length < minChunk) tiny += 1;
      if (tiny > mostTiny && filled + chunk.length < minChunk) {
        pending ??= Buffer.allocUnsafeSlow(minChunk);
        filled += chunk.copy(pending, filled);
        return done();
      }
      const before = taken();
      done(null, before ? Buffer.concat([before, chunk]) : chunk);
    },
    flush(done) {
      done(null, taken());
    },
  });
}

/** Drops bytes up to a delimiter, which may lie across chunks: gives what begins with it, once it is found. */
export function skipTo(delimiter: string): (chunk: Buffer) => Buffer | undefined {
  let before = Buffer.alloc(0);
  return (chunk) => {
    const seen = Buffer.concat([before, chunk]);
    const at = seen.indexOf(delimiter);
    if (at >= 0) return seen.subarray(at);
    before = Buffer.from(seen.subarray(Math.max(0, seen.length - delimiter.length + 1)));
    return undefined;
  };
}
