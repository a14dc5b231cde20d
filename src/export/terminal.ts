// export/terminal.ts: how far a long command is, on one line of a terminal; nothing into a pipe.

export interface Counter {
  count: number;
  add(count: number): void;
  /** Takes the line away and says a sentence instead. */
  end(sentence: string): void;
}

/** @param all counted once, and only for a terminal */
export function counterOnTerminal(noun: string, all: () => Promise<number>): Counter {
  const shows = process.stdout.isTTY;
  let total = 0;
  let shown = 0;
  if (shows) void all().then((found) => (total = found));
  const counter: Counter = {
    count: 0,
    add(count) {
      counter.count += count;
      if (!shows || Date.now() - shown < 100) return;
      shown = Date.now();
      const of = total ? ` of ${total.toLocaleString('en-US')}` : '';
      process.stdout.write(`\r\u001B[K${counter.count.toLocaleString('en-US')}${of} ${noun}`);
    },
    end: (sentence) => void process.stdout.write(`${shows ? '\r\u001B[K' : ''}${sentence}\n`),
  };
  return counter;
}
