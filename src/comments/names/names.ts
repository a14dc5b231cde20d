// comments/names/names.ts: a name with history is its first proven owner's; those of people who work here are nobody else's.
import { may, type User } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';
import { nameKey } from './name-key.ts';
import {
  clearNamesakes,
  moveNames,
  namedComments,
  namedOfBrowser,
  ownersOf,
  staffNames,
  takeFreeNames,
  type Named,
  type NameOwner,
} from './queries.ts';

/** Names that say that somebody works here, whether there is such a login or not: refusing them tells nothing. */
const offices = ['admin', 'administrator', 'moderator', 'webmaster'];

/**
 * Refuses a guest who gives the name of somebody who publishes or moderates here, or one that looks like it.
 * @throws HttpError 422 naming the field
 */
export async function refuseStaffName({ db }: Blog, author_name: string): Promise<void> {
  const key = nameKey(author_name);
  if (!key) return;
  const taken = [...offices, ...(await staffNames(db))];
  if (!taken.some((name) => nameKey(name) === key)) return;
  const message = 'This is the name of somebody who works here. Sign in if it is yours, or choose another.';
  throw httpError(422, 'staff_name', message, { author: message });
}

type Author = Pick<Comment, 'author_name' | 'user_id' | 'browser_key_hash'>;

/** Whether a name, or one that looks like it, is somebody else's than who gives it now. */
export async function isNamesake({ db }: Blog, author: Author, user: User | undefined): Promise<boolean> {
  const key = nameKey(author.author_name);
  // Whoever works here has a badge that says so.
  if (!key || may(user, 'publish_posts') || may(user, 'moderate_comments')) return false;
  const owner = (await ownersOf(db, [key])).get(key);
  return owner !== undefined && !isOwner(owner, author);
}

/** An email says nothing: anybody can type it. */
const isOwner = (owner: NameOwner, { user_id, browser_key_hash }: Author): boolean =>
  (owner.user_id !== null && owner.user_id === user_id) ||
  (owner.browser_key_hash !== null && owner.browser_key_hash === browser_key_hash);

/** After comments were approved: names that were nobody's become their authors', as far as these can be known again. */
export async function takeNames({ db }: Blog, ids: number[]): Promise<void> {
  await takeNamesOf(db, await namedComments(db, ids));
}

async function takeNamesOf(db: Blog['db'], comments: Named[]): Promise<void> {
  const names = new Map<string, Named>();
  for (const comment of comments) {
    const isProven = comment.user_id !== null || comment.browser_key_hash !== null;
    const key = isProven && comment.type === 'comment' ? nameKey(comment.author_name) : '';
    if (key && comment.status === 'approve' && !names.has(key)) names.set(key, comment);
  }
  await takeFreeNames(
    db,
    [...names].map(([name_key, { id, user_id, browser_key_hash, posted_at }]) => ({
      name_key,
      user_id,
      browser_key_hash: user_id === null ? browser_key_hash : null,
      comment_id: id,
      owned_since: posted_at,
    })),
  );
}

const mostClaimed = 5000;

/** After the comments of an address became a browser's: its names are, too, and what was marked as somebody else's is not any more. */
export async function claimNames({ db }: Blog, browser_key_hash: string): Promise<void> {
  await moveNames(db, browser_key_hash);
  const own = await namedOfBrowser(db, browser_key_hash, mostClaimed);
  await takeNamesOf(db, own);
  const marked = own.filter(({ is_namesake }) => is_namesake);
  const owners = await ownersOf(db, [...new Set(marked.map(({ author_name }) => nameKey(author_name)))]);
  const cleared = marked.filter((comment) => {
    const owner = owners.get(nameKey(comment.author_name));
    return owner !== undefined && isOwner(owner, comment);
  });
  await clearNamesakes(
    db,
    cleared.map(({ id }) => id),
  );
}
