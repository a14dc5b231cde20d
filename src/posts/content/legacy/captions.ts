// posts/content/legacy/captions.ts: captions with markup in the attribute of their shortcode, as WordPress wrote them before 3.4.

const beginning = /\[(wp_caption|caption)(\s[^[\]]{0,600}?)\bcaption\s?=\s?(["'])/gi;
const longest = 5000;
/** Beginnings whose words do not end: a text of such alone is no text. */
const mostMisses = 100;

/** Takes such words behind the picture, where a parser leaves them whole: `[caption …]<img> A <em>fine</em> day[/caption]`. */
export function captionsInside(content: string): string {
  if (!/\[(?:wp_)?caption\s/i.test(content)) return content;
  const parts: string[] = [];
  let done = 0;
  let misses = 0;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(content); found; found = beginning.exec(content)) {
    const [whole, name, before, quote] = found;
    const start = found.index + whole.length;
    const near = content.slice(start, start + longest);
    const words = wordsIn(near, quote!);
    if (words === undefined && (misses += 1) > mostMisses) break;
    if (words === undefined || !/[<[\]]/.test(words)) continue;
    const rest = /^["'][^[\]]{0,600}\]/.exec(near.slice(words.length, words.length + 700))?.[0];
    if (!rest) continue;
    const inside = start + words.length + rest.length;
    const length = content.slice(inside, inside + 4 * longest).search(/\[\/(?:wp_)?caption\]/i);
    if (length < 0) continue;
    const picture = content.slice(inside, inside + length);
    parts.push(content.slice(done, found.index), `[${name}${before}${rest.slice(1)}${picture} ${words}`);
    done = inside + length;
    beginning.lastIndex = done;
  }
  return parts.join('') + content.slice(done);
}

/** Up to the quotation mark that ends the attribute: the same sign also stands in the tags of the words. */
function wordsIn(near: string, quote: string): string | undefined {
  let isTag = false;
  for (let at = 0; at < near.length; at += 1) {
    const sign = near[at]!;
    if (sign === '<') isTag = true;
    else if (sign === '>') isTag = false;
    else if (sign === quote && !isTag) return near.slice(0, at);
  }
  return undefined;
}
