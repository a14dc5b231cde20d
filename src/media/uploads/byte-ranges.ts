// media/uploads/byte-ranges.ts: ranges of a file’s bytes that stay, moved together towards the front.

export interface ByteRanges {
  /** How many bytes are kept so far. */
  readonly length: number;
  /** What follows them that the file did not have. */
  readonly tail: Buffer;
  /** Keeps the bytes from one offset to another; offsets only grow. */
  keep(from: number, to: number): void;
  /** Adds bytes of ours instead of ones just passed that were at least as many. */
  add(...pieces: Buffer[]): void;
  /** Ends a file that came without its end. */
  finish(tail: Buffer): ByteRanges;
}

/** Works within `bytes` itself: nothing else is as large. */
export function byteRanges(bytes: Buffer): ByteRanges {
  let length = 0;
  let tail = Buffer.alloc(0);
  return {
    get length() {
      return length;
    },
    get tail() {
      return tail;
    },
    keep(from, to) {
      bytes.copyWithin(length, from, to);
      length += to - from;
    },
    add(...pieces) {
      for (const piece of pieces) length += piece.copy(bytes, length);
    },
    finish(end) {
      tail = Buffer.from(end);
      return this;
    },
  };
}
