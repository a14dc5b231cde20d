// comments/passages/passage.ts: the passage of a post that a comment is about, and how it is kept. Rules that need no database.
import { z } from 'zod';
import type { Comment } from '../comment.ts';

export interface Passage {
  /** The words, with single spaces. */
  exact: string;
  /** What stands right before and after them. */
  prefix: string;
  suffix: string;
  /** Where they stand in the post's text without its white space, in UTF-16 units; undefined when the text has them no more. */
  start: number | undefined;
  /** The words that stand there since the post was edited; '' while they are the same. */
  now: string;
}

/** In characters; the words around a passage are cut, the passage itself is refused. */
export const longestPassage = 500;
const longestAround = 64;

/** The name in a comment's meta, in exports too: a list of one text, the JSON of W3C's selectors. */
export const annotationKey = '_quillback_annotation';

/** Words on one line, without what is no character. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/[\0\p{Cs}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** The passage that a form names; undefined for none. It is not looked for yet. */
export function typedPassage(given: {
  passage: string;
  prefix: string;
  suffix: string;
}): Passage | undefined {
  // More than is refused for its length need not be read.
  const exact = oneLine(given.passage.slice(0, 4 * longestPassage));
  if (!exact) return undefined;
  const prefix = oneLine(given.prefix.slice(-longestAround));
  return { exact, prefix, suffix: oneLine(given.suffix.slice(0, longestAround)), start: undefined, now: '' };
}

/**
 * The meta of a comment on a passage: https://www.w3.org/TR/annotation-model/#selectors, a TextQuoteSelector, and a
 * TextPositionSelector while the passage stands in the post, and a second quote of what an edit made of it.
 */
export function annotationMeta({ exact, prefix, suffix, start, now }: Passage): Comment['meta'] {
  const quote = { type: 'TextQuoteSelector', exact, prefix, suffix };
  const length = withoutSpace(now || exact).length;
  const place = { type: 'TextPositionSelector', start, end: (start ?? 0) + length };
  const edited = { type: 'TextQuoteSelector', exact: now };
  const selector = start === undefined ? [quote] : [quote, place, ...(now ? [edited] : [])];
  return { [annotationKey]: [JSON.stringify({ selector })] };
}

const words = z.string().max(4 * longestPassage);
const annotation = z.object({
  selector: z
    .array(
      z.union([
        z.object({
          type: z.literal('TextQuoteSelector'),
          exact: words.min(1),
          prefix: words.default(''),
          suffix: words.default(''),
        }),
        z.object({ type: z.literal('TextPositionSelector'), start: z.int().min(0) }),
      ]),
    )
    .max(3),
});

/** The passage that a comment is about; undefined for none, and for what an import brought that is no annotation. */
export function passageIn({ meta }: Pick<Comment, 'meta'>): Passage | undefined {
  const [kept] = meta[annotationKey] ?? [];
  if (kept === undefined) return undefined;
  const read = annotation.safeParse(jsonOf(kept));
  if (!read.success) return undefined;
  const { selector } = read.data;
  const [quote, edited] = selector.filter((one) => one.type === 'TextQuoteSelector');
  const place = selector.find((one) => one.type === 'TextPositionSelector');
  const exact = quote && oneLine(quote.exact);
  if (!exact) return undefined;
  return {
    exact,
    prefix: oneLine(quote.prefix),
    suffix: oneLine(quote.suffix),
    start: place?.start,
    now: place && edited ? oneLine(edited.exact) : '',
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Blocks, lines and hyphenless breaks differ between a browser's text and ours: only signs are compared. */
export const withoutSpace = (text: string): string => text.replaceAll(/[\s\u200b\ufeff]+/gu, '');
