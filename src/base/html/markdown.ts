// base/html/markdown.ts: Markdown to HTML, given up as soon as it has more blocks than a text may have elements.
import MarkdownIt, { type MarkdownIt as Reader, type MarkdownItOptions } from 'markdown-it';
import { refusedParts, type TextLimits } from './parse.ts';

/** Markdown in, HTML out. @throws HttpError 422 for more blocks than the limits allow */
export type Markdown = (content: string, limits: TextLimits) => string;

/**
 * Makes a reader of Markdown. Tags pass as they are: what comes out is not clean.
 * @param without names of markdown-it's rules that this dialect does not have
 * @param change teaches it what else the dialect has
 */
export function markdownIn(
  options: Pick<MarkdownItOptions, 'breaks' | 'highlight'>,
  without: string[] = [],
  change: (markdown: Reader) => void = () => {},
): Markdown {
  const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false, ...options });
  markdown.disable(without);
  change(markdown);
  // Asked first for each block. Most blocks make an element or more; only tags typed as HTML make none of their own.
  markdown.block.ruler.before('table', 'limit', ({ env }, _line, _end, silent) => {
    const count = env.count as Count;
    if (!silent) count.blocks += 1;
    if (count.blocks > count.most) throw refusedParts();
    return false;
  });
  if (options.breaks)
    // Asked for each sign that may mean something: here each line end makes an element.
    markdown.inline.ruler.before('newline', 'limit', ({ env, src, pos }, silent) => {
      if (silent || src.charCodeAt(pos) !== lineFeed) return false;
      const count = env.count as Count;
      count.breaks += 1;
      if (count.breaks > count.most / 2) throw refusedParts();
      return false;
    });
  return (content, { elements }) => {
    const count: Count = { blocks: 0, breaks: 0, most: 2 * elements };
    return markdown.render(content, { count });
  };
}

const lineFeed = 0x0a;

interface Count {
  blocks: number;
  breaks: number;
  most: number;
}
