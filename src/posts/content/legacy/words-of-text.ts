// posts/content/legacy/words-of-text.ts: the words of a text that is too much to be set: something to read until somebody mends it.

/** More than this is not shown, in UTF-16 units. */
const longest = 1_000_000;
/** Pictures and fonts as base64 behind `data:` (RFC 2397), in one line or in lines of 60 and more. */
const embedded = /data:[\w.+/;=-]{0,100};base64,[A-Za-z0-9+/=]*(?:\s+[A-Za-z0-9+/=]{60,})*/gi;
/** What is no word either, behind whatever it stands: only its beginning is shown. */
const longRuns = /(?<![A-Za-z0-9+/=])([A-Za-z0-9+/=]{40})[A-Za-z0-9+/=]{160,}/g;
/** More lines than this become one. */
const mostLines = 10_000;

/**
 * HTML without its tags: blocks leave blank lines, pictures and what is no text leave nothing, entities stay. Each
 * expression goes over the text once, whatever it is made of.
 */
export function wordsOfText(html: string): string {
  // The end of a closing tag is left, and made the end of a tag that goes with the others.
  const words = html
    .replaceAll(embedded, '')
    .replaceAll(longRuns, '$1…')
    .replaceAll(/<!--[^]*?(?:-->|$)/g, '')
    .replaceAll(/<(script|style|svg|object|select)(?=[\s/>])[^]*?(?:<\/\1|$)/gi, '<x')
    .replaceAll(
      /<\/?(?:p|div|h\d|li|ul|ol|dd|dt|tr|table|blockquote|pre|br|hr|figure|section)(?=[\s/>])[^<>]*>/gi,
      '\n\n',
    )
    .replaceAll(/<[a-z/!?][^<>]*(?:>|$)/gi, '')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .slice(0, longest)
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*\n ?/g, '\n\n')
    .trim();
  const lines = words.match(/\n/g)?.length ?? 0;
  return lines > mostLines ? words.replaceAll(/\n+/g, ' ') : words;
}
