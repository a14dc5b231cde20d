// comments/rerender.ts: makes the HTML of comments again: when an embed has arrived, and when the pipeline is better.
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { commentsWithEmbed, commentsWithOldHtml, setRendered } from './queries/render.ts';
import { htmlVersion, renderComment } from './render.ts';
import { isHttpError } from '../base/errors.ts';
import type { Comment } from './comment.ts';

const portion = 200;

/** Listener: a link's title and poster are here now. */
export async function showEmbed(blog: Blog, { url }: { url: string }): Promise<void> {
  for (let after = 0; ;) {
    const comments = await commentsWithEmbed(blog.db, { url, after, limit: portion });
    await renderAgain(blog, comments);
    if (comments.length < portion) return;
    after = comments.at(-1)!.id;
  }
}

/** Task: renders a portion of the comments that an older pipeline made, and comes back for the rest. */
export async function renderOld(blog: Blog): Promise<void> {
  const comments = await commentsWithOldHtml(blog.db, { version: htmlVersion, limit: portion });
  await renderAgain(blog, comments);
  if (comments.length === portion)
    await addJob(blog, 'comments.render-old', {}, { key: 'comments.render-old' });
}

async function renderAgain(blog: Blog, comments: Pick<Comment, 'id' | 'content' | 'html'>[]): Promise<void> {
  for (const { id, content, html } of comments) {
    const rendered = await renderComment(blog, content).catch((error: unknown) => {
      // What an import brought may be too tangled for the pipeline: it keeps what it has.
      if (!isHttpError(error)) throw error;
      return { html, html_version: htmlVersion, embed_urls: [] };
    });
    await setRendered(blog.db, id, content, rendered);
  }
}
