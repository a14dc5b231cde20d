// posts/rerender.ts: makes posts' HTML again when what they show has changed, or when the pipeline has become better.
import type { Task } from '../base/jobs/jobs.ts';
import { addJob } from '../base/jobs/jobs.ts';
import { isHttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { lookAgain } from '../embeds/refresh.ts';
import { wantEmbeds } from '../embeds/want.ts';
import {
  keepRendered,
  outdateEmbedding,
  outdatePosts,
  postsRenderedBefore,
  postsWithEmbed,
  postsWithMedia,
  type Unrendered,
} from './queries/content.ts';
import { htmlVersion, renderContent } from './render.ts';

const batch = 50;

/** A card knows more now: title, author, poster. */
export const showEmbed = (blog: Blog, { url }: { url: string }): Promise<void> =>
  renderAll(blog, (after) => postsWithEmbed(blog.db, url, after, batch));

/** A link is due to be looked at again, if a post still shows it. */
export async function stillShown(blog: Blog, { url }: { url: string }): Promise<void> {
  const [post] = await postsWithEmbed(blog.db, url, 0, 1);
  if (post) await lookAgain(blog, url);
}

/** The owner changed what posts show: smilies in all of them, or what becomes a card. */
export async function lookChanged(blog: Blog, { names }: { names: string[] }): Promise<void> {
  if (names.includes('use_smilies')) await outdatePosts(blog.db);
  else if (['link_cards_in_posts', 'embed_providers'].some((name) => names.includes(name)))
    await outdateEmbedding(blog.db);
  else return;
  await addJob(blog, 'posts.rerender', {}, { key: 'posts.rerender', queue: 'rerender' });
}

/** A file has its sizes now. */
export const showMedia = (blog: Blog, { media_id }: { media_id: number }): Promise<void> =>
  renderAll(blog, (after) => postsWithMedia(blog.db, media_id, after, batch));

/** A batch of posts that an older pipeline made; asks for the next batch when there is more. */
export const rerenderOld: Task<Blog> = async (blog, payload) => {
  const after = Number((payload as { after?: number } | null)?.after ?? 0);
  const posts = await postsRenderedBefore(blog.db, htmlVersion, after, batch);
  for (const post of posts) await renderAgain(blog, post);
  if (posts.length === batch)
    await addJob(
      blog,
      'posts.rerender',
      { after: posts.at(-1)!.id },
      { key: 'posts.rerender', queue: 'rerender' },
    );
};

async function renderAll(blog: Blog, next: (after: number) => Promise<Unrendered[]>): Promise<void> {
  let after = 0;
  for (;;) {
    const posts = await next(after);
    for (const post of posts) await renderAgain(blog, post);
    if (posts.length < batch) return;
    after = posts.at(-1)!.id;
  }
}

/** A text that is refused today keeps the HTML it has. */
async function renderAgain(blog: Blog, post: Unrendered): Promise<void> {
  try {
    const rendered = await renderContent(blog, post);
    await keepRendered(blog.db, post, rendered);
    await wantEmbeds(blog, rendered.embed_urls);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    blog.log.warn({ post_id: post.id, reason: error.message }, 'a post could not be rendered again');
    await keepRendered(blog.db, post, { html_version: htmlVersion });
  }
}
