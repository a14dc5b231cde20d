// posts/content/rerender.ts: makes posts' HTML again when what they show has changed, or when the pipeline has become better.
import type { Task } from '../../base/jobs/jobs.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import { beginScope } from '../../base/jobs/walk-queries.ts';
import { portions, remakeSome, type Remade } from '../../base/jobs/walk.ts';
import { isHttpError } from '../../base/errors.ts';
import { wordsOfText } from './legacy/words-of-text.ts';
import type { Blog } from '../../blog.ts';
import { refetchEmbed } from '../../embeds/fetching/refresh.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import {
  storeRendered,
  postsToRender,
  postsWithBlock,
  postsWithEmbed,
  postsWithMedia,
  unrenderedPosts,
  type Unrendered,
} from './queries.ts';
import { keepPastedPictures } from './pasted-pictures.ts';
import { htmlVersion, renderContent } from './render.ts';
import type { RenderedPost } from '../post.ts';

const batch = 50;

const remade: Remade<Blog, Unrendered> = {
  name: 'posts.html',
  version: htmlVersion,
  unmade: (db) => unrenderedPosts(db, batch),
  portion: (db, asked) => postsToRender(db, { ...asked, version: htmlVersion, limit: batch }),
  make: renderAgain,
};

/** A card knows more now: title, author, poster. */
export const showEmbed = (blog: Blog, { url }: { url: string }): Promise<void> =>
  renderAll(blog, (after) => postsWithEmbed(blog.db, url, after, batch));

/** A link is due to be looked at again, if a post still shows it. */
export async function stillShown(blog: Blog, { url }: { url: string }): Promise<void> {
  const [post] = await postsWithEmbed(blog.db, url, 0, 1);
  if (post) await refetchEmbed(blog, url);
}

/** The owner changed what posts show: smilies and the language in all of them, or what becomes a card. */
export async function rerenderForSettings(blog: Blog, { names }: { names: string[] }): Promise<void> {
  if (['use_smilies', 'WPLANG'].some((name) => names.includes(name)))
    await beginScope(blog.db, remade.name, 'all');
  else if (['link_cards_in_posts', 'embed_providers'].some((name) => names.includes(name)))
    await beginScope(blog.db, remade.name, 'embeds');
  else return;
  await wantRest(blog);
}

const wantRest = (blog: Blog) =>
  addJob(blog, 'posts.rerender', {}, { key: 'posts.rerender', queue: 'rerender' });

/** A file has its sizes now. */
export const showMedia = (blog: Blog, { media_id }: { media_id: number }): Promise<void> =>
  renderAll(blog, (after) => postsWithMedia(blog.db, media_id, after, batch));

/** A reusable block says something else now; looking for those that show it takes as long as all texts are. */
export const rerenderForBlock = (blog: Blog, block_id: number): Promise<void> =>
  addJob(blog, 'posts.show-block', { block_id }, { key: `posts.show-block:${block_id}`, queue: 'rerender' });

export const showBlock: Task<Blog> = (blog, payload) => {
  const { block_id } = payload as { block_id: number };
  return renderAll(blog, (after) => postsWithBlock(blog.db, block_id, after, batch));
};

/** A batch of the posts that are to be made again; asks for the next batch when there is more. */
export const rerenderOld: Task<Blog> = async (blog) => {
  if (await remakeSome(blog, remade)) await wantRest(blog);
};

async function renderAll(blog: Blog, next: (after: number) => Promise<Unrendered[]>): Promise<void> {
  for await (const posts of portions(batch, next)) for (const post of posts) await renderAgain(blog, post);
}

/** A text that is refused today keeps the HTML it has; of one that has none the words are shown. */
async function renderAgain(blog: Blog, post: Unrendered): Promise<void> {
  const { content, kept } = await keepPastedPictures(blog, post.content, {
    uploaded_by: post.author_id,
    post_id: post.id,
  });
  const rendered = await renderedOrWords(blog, { ...post, content });
  const changed = kept ? { content } : {};
  if (!rendered)
    return storeRendered(blog.db, post, { html: post.html, html_version: htmlVersion, ...changed });
  if (kept || !isSame(post, rendered)) await storeRendered(blog.db, post, { ...rendered, ...changed });
  await wantEmbeds(blog, rendered.embed_urls);
}

async function renderedOrWords(blog: Blog, post: Unrendered): Promise<RenderedPost | undefined> {
  const texts = post.html === '' ? [post.content, wordsOfText(post.content)] : [post.content];
  for (const content of texts) {
    try {
      return await renderContent(blog, { ...post, content });
    } catch (error) {
      if (!isHttpError(error)) throw error;
      blog.log.warn({ post_id: post.id, reason: error.message }, 'a post could not be rendered again');
    }
  }
  return undefined;
}

const isSame = (post: Unrendered, { html, html_version, embed_urls, media_ids }: RenderedPost): boolean =>
  html === post.html &&
  html_version === post.html_version &&
  embed_urls.join('\n') === post.embed_urls.join('\n') &&
  media_ids.join() === post.media_ids.join();
