// media/uploads/byte-ranges.ts: ranges of a file’s bytes that stay, moved together towards the front.

export interface ByteRanges {
  /** How many bytes are kept so far. */
  readonly length: number;
  /** Keeps the bytes from one offset to another; offsets only grow. */
  keep(from: number, to: number): void;
  /** Adds bytes of ours instead of ones just passed that were at least as many. */
  add(...pieces: Buffer[]): void;
}

/** Works within `bytes` itself: nothing else is as large. */
export function byteRanges(bytes: Buffer): ByteRanges {
  let length = 0;
  return {
    get length() {
      return length;
    },
    keep(from, to) {
      bytes.copyWithin(length, from, to);
      length += to - from;
    },
    add(...pieces) {
      for (const piece of pieces) length += piece.copy(bytes, length);
    },
  };
}
