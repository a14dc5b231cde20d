// media/uploads/byte-ranges.ts: keeps some parts of a file's bytes, moved together towards the front.

export interface Parts {
  /** How many bytes are kept so far. */
  readonly length: number;
  /** Keeps the bytes from one place to another; places only grow. */
  keep(from: number, to: number): void;
  /** Adds bytes of ours in place of ones just passed that were at least as many. */
  add(...pieces: Buffer[]): void;
}

/** Works within `bytes` itself: nothing else is as large. */
export function parts(bytes: Buffer): Parts {
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
