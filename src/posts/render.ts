// posts/render.ts: makes of what an author wrote the clean HTML that readers see.
import { autop } from '../base/html/autop.ts';
import { parseHtml } from '../base/html/parse.ts';
import { printClean } from '../base/html/sanitize.ts';
import { postSchema } from '../base/html/schemas.ts';
import { smilies } from '../base/html/smilies.ts';
import { texturize } from '../base/html/texturize.ts';
import type { Blog } from '../blog.ts';
import type { Post } from './post.ts';

/** Raise it when the pipeline makes something better: older texts are then made again in the background. */
export const htmlVersion = 1;

export type Written = Pick<Post, 'content' | 'content_format'> & { id?: number };
export type Rendered = Pick<Post, 'html' | 'embed_urls' | 'media_ids' | 'html_version'>;

/**
 * Renders a post's content. The verb that saves stores what comes back and calls `wantEmbeds(blog, embed_urls)`.
 * @param written `id` is the post's own, when it has one: galleries without ids show its media
 * Refuses with 422 what is too long or nested too deep.
 */
export function renderContent(_blog: Blog, { content }: Written): Promise<Rendered> {
  const tree = parseHtml(content);
  autop(tree);
  texturize(tree);
  smilies(tree);
  const html = printClean(tree, postSchema);
  return Promise.resolve({ html, embed_urls: [], media_ids: [], html_version: htmlVersion });
}
