// import/render-all.ts: makes the HTML of posts and comments that came in as text.
import type { Blog } from '../blog.ts';
import { isHttpError } from '../base/errors.ts';
import { renderComment } from '../comments/render.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { isRefusedByDatabase } from './refused.ts';
import { renderContent } from '../posts/render.ts';
import { keepCommentHtml, keepPostHtml, unrenderedComments, unrenderedPosts } from './queries/unrendered.ts';

const batch = 50;

/**
 * Renders whatever was never rendered, in batches; a second call finds nothing to do.
 * @param onBatch called after each batch
 */
export async function renderAll(blog: Blog, onBatch: () => Promise<void> | void = () => {}): Promise<void> {
  let after = 0;
  for (;;) {
    const posts = await unrenderedPosts(blog.db, after, batch);
    for (const { id, ...post } of posts) {
      await orNothing(
        async () => {
          const rendered = await renderContent(blog, { id, ...post });
          await keepPostHtml(blog.db, id, rendered);
          await wantEmbeds(blog, rendered.embed_urls);
        },
        () => keepPostHtml(blog.db, id, { ...nothing, media_ids: [] }),
      );
    }
    await onBatch();
    if (posts.length < batch) break;
    after = posts.at(-1)!.id;
  }
  await renderComments(blog, onBatch);
}

async function renderComments(blog: Blog, onBatch: () => Promise<void> | void): Promise<void> {
  let after = 0;
  for (;;) {
    const comments = await unrenderedComments(blog.db, after, batch);
    for (const { id, content } of comments) {
      await orNothing(
        async () => {
          const { html, html_version, embed_urls } = await renderComment(blog, content);
          await keepCommentHtml(blog.db, id, { html, html_version, embed_urls });
          await wantEmbeds(blog, embed_urls);
        },
        () => keepCommentHtml(blog.db, id, nothing),
      );
    }
    await onBatch();
    if (comments.length < batch) break;
    after = comments.at(-1)!.id;
  }
}

const nothing = { html: '', html_version: 1, embed_urls: [] };

/** A text that is refused as too long or too deep stays as written in `content`, and shows nothing. */
async function orNothing(render: () => Promise<void>, giveUp: () => Promise<void>): Promise<void> {
  try {
    await render();
  } catch (error) {
    if (!isHttpError(error) && !isRefusedByDatabase(error)) throw error;
    await giveUp();
  }
}
