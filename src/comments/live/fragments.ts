// comments/live/fragments.ts: what changed in a conversation, as everybody may see it: made once for all who read.
import { renderIn } from '../../base/http/views.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isPublic } from '../../posts/visible.ts';
import { activeTheme } from '../../themes/current.ts';
import { commentsAreOpen } from '../comment.ts';
import { discussion, type Discussion } from '../settings.ts';
import { listContext, stranger } from '../thread/context.ts';
import { threadedByIds } from '../thread/queries.ts';
import { commentView, type CommentView } from '../thread/view.ts';
import { changesAfter, placesOf, tidyChanges } from './queries.ts';

/** A comment as it is now, for a page that is open. */
export interface Fragment {
  id: number;
  parent_id: number | null;
  /** The list item; '' when readers do not see the comment any more. */
  html: string;
  /** Its author took it back: a line stands in its place. */
  is_removed: boolean;
}

export interface Changes {
  /** Where the conversation stands with them. */
  version: number;
  fragments: Fragment[];
  /** More has changed than is told one by one: the page is to be loaded again. */
  is_stale: boolean;
}

/** So many changes are told one by one; who missed more loads the page again. */
const most_changes = 100;
/** Threads are no deeper than this for the count of levels; pages show ten. */
const most_levels = 12;

/** Whether everybody may read the comments of a post: without an account, and without a password. */
export const isForAll = (post: Post | undefined): post is Post =>
  post !== undefined && isPublic(post) && !post.password;

/** What readers see changed after a version. @returns undefined when not everybody may read the post (any more) */
export async function changesSince(
  blog: Blog,
  post_id: number,
  version: number,
): Promise<Changes | undefined> {
  const post = await findPost(blog.db, post_id);
  if (!isForAll(post)) return undefined;
  const changes = await changesAfter(blog.db, { post_id, version, limit: most_changes + 1 });
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return { version, fragments: [], is_stale: false };
  // What is missing at the beginning was forgotten.
  if (changes.length > most_changes || first.version > version + 1)
    return { version: last.version, fragments: [], is_stale: true };
  const ids = [...new Set(changes.map(({ comment_id }) => comment_id))];
  return { version: last.version, fragments: await fragmentsOf(blog, post, ids), is_stale: false };
}

const day = 86_400_000;

/** Task: forgets what was noted more than a day ago. */
export const tidyNoted = (blog: Blog): Promise<void> =>
  tidyChanges(blog.db, new Date(blog.now().getTime() - day));

async function fragmentsOf(blog: Blog, post: Post, ids: number[]): Promise<Fragment[]> {
  const rules = await settings(blog.db, discussion);
  const places = await placesOf(blog.db, ids, { ...rules, most_levels });
  const rows = await threadedByIds(
    blog.db,
    places.map(({ id }) => id),
  );
  const html = await renderRows(blog, post, { rows, rules, places });
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => ({
    id,
    parent_id: known.get(id)?.parent_id ?? null,
    html: html.get(id) ?? '',
    is_removed: known.get(id)?.status === 'removed',
  }));
}

/** As in pages, the default theme stands in for one that fails. */
function setIn(folders: string[], comment: CommentView): string {
  try {
    return renderIn(folders, 'comments/_live', { comment });
  } catch {
    return renderIn([], 'comments/_live', { comment });
  }
}

interface Shown {
  rows: Awaited<ReturnType<typeof threadedByIds>>;
  rules: Discussion;
  places: Awaited<ReturnType<typeof placesOf>>;
}

async function renderRows(
  blog: Blog,
  post: Post,
  { rows, rules, places }: Shown,
): Promise<Map<number, string>> {
  const is_open = commentsAreOpen(post, rules, blog.now());
  const path = await permalink(blog, post);
  const context = await listContext(blog, { post, rules, rows, is_open, path, reader: stranger });
  const levels = new Map(places.map(({ id, level }) => [id, level]));
  const { folders } = (await activeTheme(blog, { query: {} })).theme;
  return new Map(
    rows.map((row) => {
      const level = Math.min(levels.get(row.id)!, context.depth);
      const item = { row, level, has_replies: false, opens: false, closes: 0, replies: 0 };
      return [row.id, setIn(folders, commentView(item, 0, context))];
    }),
  );
}
