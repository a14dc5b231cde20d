// comments/rerender.ts: makes the HTML of comments again: when an embed has arrived, and when the pipeline is better.
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { lookAgain } from '../embeds/refresh.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { findComment } from './queries/find.ts';
import {
  commentsWithEmbed,
  commentsWithOldHtml,
  isEmbedShown,
  outdateComments,
  outdateEmbedding,
  setRendered,
} from './queries/render.ts';
import { htmlVersion, renderKept } from './render.ts';
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

/** Listener: a link is due to be looked at again, if anybody here can read it. */
export async function stillShown(blog: Blog, { url }: { url: string }): Promise<void> {
  if (await isEmbedShown(blog.db, url)) await lookAgain(blog, url);
}

/** Listener: an approved comment's links may be asked about now. */
export async function wantShown(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  const comment = await findComment(blog.db, comment_id);
  if (comment?.status === 'approve') await wantEmbeds(blog, comment.embed_urls, 'comments');
}

/** Listener: the owner changed what comments show: smilies in all of them, or what becomes a card. */
export async function lookChanged(blog: Blog, { names }: { names: string[] }): Promise<void> {
  const changed = (...some: string[]) => some.some((name) => names.includes(name));
  if (changed('use_smilies')) await outdateComments(blog.db);
  else if (changed('link_cards_in_comments', 'embed_providers', 'autoembed_links'))
    await outdateEmbedding(blog.db);
  else return;
  await addJob(blog, 'comments.render-old', {}, { key: 'comments.render-old' });
}

/** Task: renders a portion of the comments that an older pipeline made, and comes back for the rest. */
export async function renderOld(blog: Blog): Promise<void> {
  const comments = await commentsWithOldHtml(blog.db, { version: htmlVersion, limit: portion });
  await renderAgain(blog, comments);
  if (comments.length === portion)
    await addJob(blog, 'comments.render-old', {}, { key: 'comments.render-old' });
}

async function renderAgain(
  blog: Blog,
  comments: Pick<Comment, 'id' | 'content' | 'html' | 'status'>[],
): Promise<void> {
  for (const { id, content, html, status } of comments) {
    const rendered = await renderKept(blog, content).catch((error: unknown) => {
      // What an import brought may be too tangled for the pipeline: it keeps what it has.
      if (!isHttpError(error)) throw error;
      return { html, html_version: htmlVersion, embed_urls: [] };
    });
    await setRendered(blog.db, id, content, rendered);
    await wantEmbeds(blog, rendered.embed_urls, status === 'approve' ? 'comments' : 'nowhere');
  }
}
