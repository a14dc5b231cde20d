// base/http/pieces.ts: the bytes of a body between the line and its parser: looked at, skipped, put together.
import { Transform } from 'node:stream';

// Pieces below this are put together, after a first few: thousands of tiny ones would cost far more memory than is in them.
const leastPiece = 4096;
const mostTiny = 64;

/** A stream that passes on what `look` gives for each piece: the piece, a part of it, or nothing. */
export function lookedAt(look: (piece: Buffer) => Buffer | undefined): Transform {
  let waiting: Buffer | undefined;
  let filled = 0;
  let tiny = 0;
  const taken = () => {
    const piece = waiting?.subarray(0, filled);
    waiting = undefined;
    filled = 0;
    return piece?.length ? piece : undefined;
  };
  return new Transform({
    transform(given: Buffer, _encoding, done) {
      const piece = look(given);
      if (!piece) return done();
      if (piece.length < leastPiece) tiny += 1;
      if (tiny > mostTiny && filled + piece.length < leastPiece) {
        waiting ??= Buffer.allocUnsafeSlow(leastPiece);
        filled += piece.copy(waiting, filled);
        return done();
      }
      const before = taken();
      done(null, before ? Buffer.concat([before, piece]) : piece);
    },
    flush(done) {
      done(null, taken());
    },
  });
}

/** Drops bytes up to a delimiter, which may lie across pieces: gives what begins with it, once it is found. */
export function skipTo(delimiter: string): (piece: Buffer) => Buffer | undefined {
  let before = Buffer.alloc(0);
  return (piece) => {
    const seen = Buffer.concat([before, piece]);
    const at = seen.indexOf(delimiter);
    if (at >= 0) return seen.subarray(at);
    before = Buffer.from(seen.subarray(Math.max(0, seen.length - delimiter.length + 1)));
    return undefined;
  };
}
