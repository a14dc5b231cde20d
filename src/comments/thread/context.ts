// comments/thread/context.ts: what a list of comments needs beside its rows, for one reader or for all.
import type { User } from '../../accounts/user.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { isPublic } from '../../posts/visible.ts';
import { avatarsOf } from '../avatar.ts';
import { mayModerate } from '../comment.ts';
import { datesOf } from '../dates.ts';
import { filesOf } from '../files.ts';
import type { OwnActions } from '../own/ownership.ts';
import { picturesOf } from '../queries/pictures.ts';
import { reactionsOf } from '../reactions/reaction.ts';
import type { Discussion } from '../settings.ts';
import { photosOf } from './mentions.ts';
import { answeredNames } from './around-queries.ts';
import type { ThreadedComment } from './queries.ts';
import type { ListContext } from './view.ts';

export interface Gathered {
  post: Post;
  rules: Discussion;
  rows: ThreadedComment[];
  is_open: boolean;
  /** Address of this page of comments. */
  path: string;
  reader: Reader;
  /** The reader wants no threads where the owner has them. */
  is_flat?: boolean;
}

/** For whom a list is made. */
export interface Reader {
  user: User | undefined;
  /** What they may do with a comment of their own; undefined for those of others. */
  ownOf(row: ThreadedComment): OwnActions | undefined;
}

/** Anybody: what is made for them may be shown to all. */
export const stranger: Reader = { user: undefined, ownOf: () => undefined };

/** What a list of comments needs beside its rows. The same few queries, however long it is. */
export async function listContext(
  blog: Blog,
  { post, rules, rows, is_open, path, reader, is_flat = false }: Gathered,
): Promise<ListContext> {
  const users = rules.show_avatars ? rows.map(({ user_id }) => user_id) : [];
  return {
    path,
    post_author_id: post.author_id,
    depth: rules.thread_comments ? rules.thread_comments_depth : 1,
    is_flat,
    reactions: reactionsOf(rules),
    takes_replies:
      (rules.thread_comments || is_flat) &&
      is_open &&
      (!rules.comment_registration || reader.user !== undefined),
    may_edit: mayModerate(reader.user, post),
    takes_reports: rules.comments_reports,
    ownOf: reader.ownOf,
    edited: new Map(rows.flatMap(({ id, edited_at }) => (edited_at ? [[id, edited_at] as const] : []))),
    names: await namesOf(blog, rows),
    shown: new Set(rows.map(({ id }) => id)),
    attachments: await filesOf(blog, rows, { isSigned: !isPublic(post) || post.password !== '' }),
    avatarOf: avatarsOf(blog, rules, await picturesOf(blog.db, users)),
    photos: rules.show_avatars ? await photosOf(blog.db, rows) : new Map(),
    dateOf: await datesOf(blog),
  };
}

/** Whom a reply answers is said wherever that comment stands. */
async function namesOf(blog: Blog, rows: ThreadedComment[]): Promise<Map<number, string>> {
  const here = new Map(rows.map(({ id, status, author_name }) => [id, nameOf(status, author_name)]));
  const parents = rows.flatMap(({ parent_id }) => parent_id ?? []);
  const elsewhere = await answeredNames(
    blog.db,
    parents.filter((id) => !here.has(id)),
  );
  for (const { id, status, author_name } of elsewhere) here.set(id, nameOf(status, author_name));
  return here;
}

const nameOf = (status: string, name: string) =>
  status === 'removed' ? __('a comment that was removed') : name || __('Anonymous');
