// comments/content/rerender.ts: makes the HTML of comments again: when an embed is ready, and when the pipeline is better.
import { addJob } from '../../base/jobs/jobs.ts';
import { beginScope } from '../../base/jobs/walk-queries.ts';
import { portions, remakeSome, type Remade } from '../../base/jobs/walk.ts';
import type { Blog } from '../../blog.ts';
import { refetchEmbed } from '../../embeds/fetching/refresh.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import { noteChanges } from '../live/queries.ts';
import { findComment } from '../queries/find.ts';
import {
  commentsToRender,
  commentsWithEmbed,
  isEmbedShown,
  setRendered,
  unrenderedComments,
  type Source,
} from './queries.ts';
import { htmlVersion, renderKept } from './render.ts';
import { isHttpError } from '../../base/errors.ts';

const portion = 200;

const remade: Remade<Blog, Source> = {
  name: 'comments.html',
  version: htmlVersion,
  unmade: (db) => unrenderedComments(db, portion),
  portion: (db, asked) => commentsToRender(db, { ...asked, version: htmlVersion, limit: portion }),
  make: async (blog, comment) => void (await renderAgain(blog, comment)),
};

/** Listener: a link's title and poster are here now. */
export async function showEmbed(blog: Blog, { url }: { url: string }): Promise<void> {
  const next = (after: number) => commentsWithEmbed(blog.db, { url, after, limit: portion });
  for await (const comments of portions(portion, next)) {
    const changed: Source[] = [];
    for (const comment of comments) if (await renderAgain(blog, comment)) changed.push(comment);
    const seen = changed.filter(({ status }) => status === 'approve');
    const changes = seen.map(({ id, post_id }) => ({ comment_id: id, post_id }));
    await noteChanges(blog.db, changes, blog.now());
  }
}

/** Listener: a link is due to be looked at again, if anybody here can read it. */
export async function stillShown(blog: Blog, { url }: { url: string }): Promise<void> {
  if (await isEmbedShown(blog.db, url)) await refetchEmbed(blog, url);
}

/** Listener: an approved comment's links may be asked about now. */
export async function wantShown(blog: Blog, { comment_id }: { comment_id: number }): Promise<void> {
  const comment = await findComment(blog.db, comment_id);
  if (comment?.status === 'approve') await wantEmbeds(blog, comment.embed_urls, 'comments');
}

/** Listener: the owner changed what comments show: smilies and the language in all of them, or what becomes a card. */
export async function rerenderForSettings(blog: Blog, { names }: { names: string[] }): Promise<void> {
  const changed = (...some: string[]) => some.some((name) => names.includes(name));
  if (changed('use_smilies', 'WPLANG')) await beginScope(blog.db, remade.name, 'all');
  else if (changed('link_cards_in_comments', 'embed_providers', 'autoembed_links'))
    await beginScope(blog.db, remade.name, 'embeds');
  else return;
  await queueRest(blog);
}

/** Task: renders a portion of the comments that are to be made again, and comes back for the rest. */
export async function renderOld(blog: Blog): Promise<void> {
  if (await remakeSome(blog, remade)) await queueRest(blog);
}

const queueRest = (blog: Blog) =>
  addJob(blog, 'comments.render-old', {}, { key: 'comments.render-old', queue: 'rerender' });

/** @returns whether it shows something else now */
async function renderAgain(blog: Blog, comment: Source): Promise<boolean> {
  const { html, status, embed_urls } = comment;
  const rendered = await renderKept(blog, comment).catch((error: unknown) => {
    // What an import brought may be too tangled for the pipeline: it keeps what it has.
    if (!isHttpError(error)) throw error;
    return { html, html_version: htmlVersion, embed_urls };
  });
  const isSame =
    rendered.html === html &&
    rendered.html_version === comment.html_version &&
    rendered.embed_urls.join('\n') === embed_urls.join('\n');
  if (!isSame) await setRendered(blog.db, comment, rendered);
  await wantEmbeds(blog, rendered.embed_urls, status === 'approve' ? 'comments' : 'nowhere');
  return rendered.html !== html;
}
