// posts/content/render.ts: makes of what an author wrote the clean HTML that readers see.
import { inLanguage } from '../../base/language/current.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { setText } from '../../base/threads/set-text.ts';
import type { Blog } from '../../blog.ts';
import { mayBeNamed } from '../../media/may-read.ts';
import { mediaByIds } from '../../media/queries.ts';
import type { Shelf } from './gallery.ts';
import { siteFiles } from './local-files.ts';
import { cardsOf } from './internal-links.ts';
import type { Post, RenderedPost } from '../post.ts';
import { mediaOfPosts, notesOfPost, reusableBlocks } from './queries.ts';
import { setContent, setMarkdown } from './set-content.ts';
import { writingRules } from '../settings.ts';

/** Raise it when the pipeline makes something better: older texts are then made again in the background. */
export const htmlVersion = 5;

export type Written = Pick<Post, 'content' | 'content_format'> & { id?: number };

/**
 * Renders a post's content, a long one in a thread. The verb that saves stores what comes back and calls
 * `wantEmbeds(blog, embed_urls)`. Call it before a transaction, as it may take a while.
 * @param written `id` is the post's own, when it has one: galleries without ids show its media
 * @throws HttpError 422 for what is too long, nested too deep, has too many parts or takes too long; 503 when too many wait
 */
export async function renderContent(blog: Blog, { id, ...written }: Written): Promise<RenderedPost> {
  const { use_smilies } = await settings(blog.db, writingRules);
  const { WPLANG: locale } = await settings(blog.db, general);
  const set = await inLanguage(locale, () =>
    setText({
      job: 'post',
      line: 'authors',
      seconds: blog.config.TEXT_SECONDS,
      grows: /<!-- wp:(?:footnotes|block)\b/.test(written.content),
      work: setContent,
      input: { content: written.content, content_format: written.content_format, use_smilies, locale },
      lookups: {
        reusables: (ids) => reusableBlocks(blog.db, ids),
        shelf: (ids, own, of) => shelfOf(blog, ids, own ? id : undefined, of),
        notes: () => (id ? notesOfPost(blog.db, id) : Promise.resolve('')),
        files: (addresses) => siteFiles(blog, addresses),
        cards: (urls) => cardsOf(blog, urls, 'posts'),
      },
    }),
  );
  return { ...set, html_version: htmlVersion };
}

/** Markdown as the HTML it stands for, as its author wrote it: not cleaned, nothing put in. @throws as renderContent */
export const markdownAsHtml = (blog: Blog, content: string): Promise<string> =>
  setText({
    job: 'markdown',
    line: 'authors',
    seconds: blog.config.TEXT_SECONDS,
    work: setMarkdown,
    input: { content },
    lookups: {},
  });

async function shelfOf(blog: Blog, ids: number[], id: number | undefined, posts: number[]): Promise<Shelf> {
  const named = await mediaByIds(blog.db, ids);
  const others = posts.length ? (await mediaOfPosts(blog.db, posts)).filter(mayBeNamed) : [];
  return {
    byId: new Map([...named].filter(([, media]) => mayBeNamed(media))),
    own: id ? await mediaOfPosts(blog.db, [id]) : [],
    of: new Map(posts.map((post) => [post, others.filter(({ post_id }) => post_id === post)])),
  };
}
