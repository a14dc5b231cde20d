// site/single.ts: one post or page with everything around it.
import type { Request, Response } from 'express';
import { __ } from '../base/language/gettext.ts';
import { pageIsReadOf, pageShows, threadTag } from '../base/page-cache/notes.ts';
import { programs } from '../base/settings/programs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { commentsView } from '../comments/thread/page.ts';
import type { CommentsView } from '../comments/thread/comments-view.ts';
import { countHit, hitsView, type HitsView } from '../hits/count.ts';
import { pingHeaders } from '../linkbacks/view.ts';
import { frame, type FrameView } from '../posts/frame.ts';
import { below, neighbourLinks, paging, type PagingView } from '../posts/addresses/navigation.ts';
import { withExtracts } from '../posts/content/extract-now.ts';
import { pagesIn } from '../posts/content/extracts.ts';
import { withLists } from '../posts/live-lists.ts';
import { isUnlocked } from '../posts/password.ts';
import { permalinks as addressesOf } from '../posts/addresses/permalink.ts';
import type { Post } from '../posts/post.ts';
import { pagesWithAncestors } from '../posts/queries/find.ts';
import { listPages } from '../posts/queries/pages.ts';
import { relatedViews, type RelatedView } from '../posts/related.ts';
import { permalinks } from '../posts/settings.ts';
import { postViews, type Link, type PostView } from '../posts/view.ts';
import { activeTheme } from '../themes/current.ts';
import { pageTemplates, templateMeant } from '../themes/page-templates.ts';
import { closingOf, type ClosingView } from './closing.ts';
import { singleHead, takesPings } from './metadata.ts';
import { sendPage } from './send-page.ts';
import type { SingleOptions } from './single-options.ts';
import { sourceOf, type SourceView } from './source.ts';
import { readId } from '../base/http/ids.ts';

/** What `site/single` shows. */
export interface SinglePage {
  frame: FrameView;
  /** The theme's page template that was chosen for this page; '' for none. */
  template: string;
  post: PostView;
  /** Of the author's own pages (`nextpage`). */
  paging: PagingView | undefined;
  /** Instead of the text, while it is protected. */
  password_form: { post_id: number; problem: string } | undefined;
  source: SourceView | undefined;
  comments: CommentsView | undefined;
  hits: HitsView | undefined;
  neighbours: { previous: Link | undefined; next: Link | undefined };
  /** As many as the theme's `related_posts` asks for, where there are any. */
  related: RelatedView[];
  /** The pages above a page. */
  ancestors: Link[];
  /** The pages right under a page. */
  children: Link[];
  closing: ClosingView | undefined;
}

/** Sends a post that this reader may see. A page number that is none leads back to the post. Always true. */
export async function sendSingle(
  blog: Blog,
  req: Request,
  res: Response,
  given: Post,
  base: string,
  options: SingleOptions,
): Promise<boolean> {
  const [post] = (await withExtracts(blog, [given])) as [Post];
  const pages = pagesIn(post);
  if (options.page > pages.length) {
    res.redirect(301, base);
    return true;
  }
  pageShows(threadTag(post.id));
  const page = await singlePage(blog, req, post, base, options);
  // A page of comments that there is not: the address of the post is right.
  const { comment_page } = options;
  if (comment_page !== undefined && page.comments && comment_page !== page.comments.page) {
    res.redirect(301, base);
    return true;
  }
  if (takesPings(post)) res.set(pingHeaders(blog.url, (await settings(blog.db, programs)).xmlrpc !== 'off'));
  if (options.is_preview) res.set(beforehand);
  const isCounted = !page.password_form && post.status === 'publish';
  if (isCounted) pageIsReadOf(post.id);
  await sendPage(req, res, 'site/single', page);
  if (isCounted && res.statusCode === 200) await countHit(blog, req, post.id);
  return true;
}

/** Nobody keeps it, lists it, or learns its address from a link that is followed. */
const beforehand = {
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'same-origin',
};

/** Everything `site/single` shows. */
async function singlePage(
  blog: Blog,
  req: Request,
  given: Post,
  base: string,
  options: SingleOptions,
): Promise<SinglePage> {
  const [post] = (await withExtracts(blog, [given])) as [Post];
  const isOpen = isUnlocked(blog, req, post);
  const pages = isOpen ? pagesIn(post) : [''];
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const { theme } = await activeTheme(blog, req);
  const template = post.type === 'page' ? templateMeant(pageTemplates(blog, theme), post.template) : '';
  const [[view], neighbours, related, family, source, comments, hits] = await Promise.all([
    postViews(blog, req, [post], { is_whole: true }),
    post.type === 'post' ? neighbourLinks(blog, post) : { previous: undefined, next: undefined },
    relatedViews(blog, post, isOpen ? theme.manifest.related_posts : 0),
    familyOf(blog, post),
    sourceOf(blog, post),
    isOpen ? commentsView(blog, req, post, askedOf(req, options)) : undefined,
    post.status === 'publish' && isOpen ? hitsView(blog, post.id) : undefined,
  ]);
  const [html] = await withLists(blog, [pages[options.page - 1]!]);
  const shown = {
    ...view!,
    html: html!,
    status_label: options.is_preview ? __('Preview') : view!.status_label,
    comments_are_open: comments?.is_open ?? view!.comments_are_open,
  };
  const told = { post, view: shown, template, base, options, pages: pages.length, isOpen };
  const head = await singleHead(blog, told);
  return {
    frame: await frame(blog, req, { ...head, ...robotsOf(req, head) }),
    template,
    post: shown,
    paging: paging(pages.length, options.page, (page) =>
      below(structure, base, page > 1 ? [String(page)] : []),
    ),
    password_form: isOpen ? undefined : { post_id: post.id, problem: options.password_problem ?? '' },
    source,
    comments,
    hits,
    neighbours,
    related,
    ...family,
    closing:
      post.type === 'post' && isOpen ? closingOf(post, shown, below(structure, base, ['feed'])) : undefined,
  };
}

/** The same post with another form, or its comments in another order, is no page of its own. */
function robotsOf({ query }: Request, { robots = '' }: { robots?: string }): { robots: string } {
  if (query.replytocom) return { robots: 'noindex, nofollow' };
  return { robots: query.comment_order || query.comment_view ? 'noindex, follow' : robots };
}

function askedOf(req: Request, { comment_page }: SingleOptions) {
  const { replytocom, replies, comment_order: order, comment_view: view } = req.query;
  return { cpage: comment_page, segment: readId(replies), replytocom: readId(replytocom), order, view };
}

/** The pages above a page, and those right under it. */
async function familyOf(blog: Blog, post: Post): Promise<{ ancestors: Link[]; children: Link[] }> {
  if (post.type !== 'page') return { ancestors: [], children: [] };
  const [above, below] = await Promise.all([
    post.parent_id ? pagesWithAncestors(blog.db, [post.parent_id]) : new Map<number, never>(),
    listPages(blog.db, post.id),
  ]);
  const line = [...above.values()].filter(({ status }) => status === 'publish');
  const known = line.map((page) => ({ ...post, ...page }));
  const paths = await addressesOf(blog, [...known, ...below]);
  const link = ({ id, title }: { id: number; title: string }) => ({
    title: title || __('Untitled'),
    href: paths.get(id)!,
  });
  const ordered = known.toSorted((a, b) => paths.get(a.id)!.length - paths.get(b.id)!.length);
  return { ancestors: ordered.map(link), children: below.map(link) };
}
