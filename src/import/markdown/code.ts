// import/markdown/code.ts: listings in a text: those between tags become fenced ones, and what stands in them stays as it is.

const listings = [
  { open: /\{%-?\s*highlight\s+([\w+#.-]+)[^{}%]{0,300}%\}\n?/g, close: /\n?\{%-?\s*endhighlight\s*-?%\}/g },
  {
    open: /\{\{[<%]\s*highlight\s+"?([\w+#.-]+)"?[^{}]{0,300}[>%]\}\}\n?/g,
    close: /\n?\{\{[<%]\s*\/\s*highlight\s*[>%]\}\}/g,
  },
];

/** Listings between tags, between fences that are longer than any in them. */
export function withListings(text: string): string {
  return listings.reduce((whole, { open, close }) => {
    const pieces: string[] = [];
    let at = 0;
    for (;;) {
      open.lastIndex = at;
      const begin = open.exec(whole);
      close.lastIndex = open.lastIndex;
      const end = begin && close.exec(whole);
      if (!begin || !end) break;
      const code = whole.slice(open.lastIndex, end.index);
      const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
      const fence = '`'.repeat(longest + 1);
      pieces.push(whole.slice(at, begin.index), `${fence}${begin[1]!}\n${code}\n${fence}`);
      at = close.lastIndex;
    }
    return pieces.join('') + whole.slice(at);
  }, text);
}

/** Changes what stands outside of fenced listings. */
export function outsideCode(text: string, change: (words: string) => string): string {
  const pieces: string[] = [];
  let waiting: string[] = [];
  let fence = '';
  const flush = () => {
    if (waiting.length) pieces.push(fence ? waiting.join('\n') : change(waiting.join('\n')));
    waiting = [];
  };
  for (const line of text.split('\n')) {
    const ticks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (!fence && ticks) {
      flush();
      fence = ticks;
      waiting.push(line);
    } else if (fence && ticks.startsWith(fence) && line.trim() === ticks) {
      waiting.push(line);
      flush();
      fence = '';
    } else waiting.push(line);
  }
  flush();
  return pieces.join('\n');
}
