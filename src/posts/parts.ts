// posts/parts.ts: cuts a post's clean html at its markers: `more` for lists, `nextpage` for pages.

export interface Teaser {
  html: string;
  /** The words of the link that leads on; undefined when the html is the whole post. */
  more: string | undefined;
}

const moreMarker = /<!--\s*more(.*?)-->/;

/** What lists show before the author's `more` marker; undefined when there is none. */
export function beforeMore(html: string): Teaser | undefined {
  const marker = moreMarker.exec(html);
  if (!marker) return undefined;
  return { html: balanced(html.slice(0, marker.index)), more: marker[1]!.trim() };
}

/** The pages of a post, at least one; the `more` marker becomes the place `#more-ID` that lists lead to. */
export function pagesOf({ id, html }: { id: number; html: string }): string[] {
  const pages = html.split(/<!--\s*nextpage\s*-->/);
  const whole = pages.length === 1;
  return pages.map((page) => {
    const marked = page
      .replace(moreMarker, `<span id="more-${id}"></span>`)
      .replace(/<!--\s*noteaser\s*-->/, '');
    return whole ? marked : balanced(marked);
  });
}

const voids = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'source', 'track', 'wbr']);

/** Closes what a cut left open and drops what it left closed. Takes serialised html, where every tag is well formed. */
function balanced(html: string): string {
  const open: string[] = [];
  const kept = html.replace(
    /<(\/?)([a-z][a-z0-9-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/g,
    (tag, slash: string, name: string) => {
      if (voids.has(name)) return tag;
      if (!slash) {
        open.push(name);
        return tag;
      }
      return open.at(-1) === name ? (open.pop(), tag) : '';
    },
  );
  const closed =
    kept +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('');
  return closed.replace(/<p>\s*<\/p>/g, '');
}
