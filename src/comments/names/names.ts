// comments/names/names.ts: a name with history is its first proven owner's; those of people who work here are nobody else's.
import { may, type User } from '../../accounts/user.ts';
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
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

/** What accounts are called that nobody has named yet, and whoever gave no name: these are nobody's. */
const common = ['Anonymous', 'Author', 'Reader'];
export const commonKeys = common.map(nameKey);

/**
 * Refuses a guest who gives the name of somebody who publishes or moderates here, or one that looks like it.
 * @throws HttpError 422 naming the field
 */
export async function refuseStaffName({ db }: Blog, author_name: string): Promise<void> {
  const key = nameKey(author_name);
  if (!key || !(await isStaffKey(db, key))) return;
  const message = __(
    'This is the name of somebody who works here. Sign in if it is yours, or choose another.',
  );
  throw httpError(422, 'staff_name', message, { author: message });
}

const isStaffKey = async (db: Blog['db'], key: string): Promise<boolean> =>
  [...offices, ...(await staffNames(db))].some((name) => nameKey(name) === key);

type Author = Pick<Comment, 'author_name' | 'user_id' | 'browser_key_hash'>;

/**
 * Whether a name, or one that looks like it, is somebody else's than who gives it now: of who bore it first, or of somebody who
 * works here, as the name of an account may be.
 */
export async function isNamesake({ db }: Blog, author: Author, user: User | undefined): Promise<boolean> {
  const key = nameKey(author.author_name);
  // Whoever works here has a badge that says so.
  if (!key || commonKeys.includes(key) || may(user, 'publish_posts') || may(user, 'moderate_comments'))
    return false;
  const owner = (await ownersOf(db, [key])).get(key);
  if (owner && !isOwner(owner, author)) return true;
  return isStaffKey(db, key);
}

/** An email says nothing: anybody can type it. */
const isOwner = (owner: NameOwner, { user_id, browser_key_hash }: Author): boolean =>
  (owner.user_id !== null && owner.user_id === user_id) ||
  (owner.browser_key_hash !== null && owner.browser_key_hash === browser_key_hash);

/** After comments were approved: names that were nobody's become their authors', as far as these can be known again. */
export async function takeNames({ db }: Blog, ids: number[]): Promise<void> {
  await takeNamesOf(db, await namedComments(db, ids));
}

const takeNamesOf = (db: Blog['db'], comments: Named[]): Promise<void> =>
  takeFreeNames(db, namesIn(comments));

/** The names by which authors are known, each with the first of the comments that bears it. */
export function namesIn(comments: Named[]) {
  const names = new Map<string, Named>();
  for (const comment of comments) {
    const isProven = comment.user_id !== null || comment.browser_key_hash !== null;
    const key = isProven && comment.type === 'comment' ? nameKey(comment.author_name) : '';
    const isFree = comment.status === 'approve' && !comment.is_namesake && !commonKeys.includes(key);
    if (key && isFree && !names.has(key)) names.set(key, comment);
  }
  return [...names].map(([name_key, { id, user_id, browser_key_hash, posted_at }]) => ({
    name_key,
    user_id,
    browser_key_hash: user_id === null ? browser_key_hash : null,
    comment_id: id,
    owned_since: posted_at,
  }));
}

const mostClaimed = 5000;

/** After the comments of an address became a browser's: its names are, too, and what was marked as somebody else's is not any more. */
export async function claimNames({ db }: Blog, browser_key_hash: string): Promise<void> {
  await moveNames(db, browser_key_hash);
  const own = await namedOfBrowser(db, browser_key_hash, mostClaimed);
  await takeNamesOf(db, own);
  await clearOwn(db, own);
}

/** Comments that were marked as somebody else's bear their own author's name, or nobody's. */
export async function clearOwn(db: Blog['db'], comments: Named[]): Promise<void> {
  const marked = comments.filter(({ is_namesake }) => is_namesake);
  const owners = await ownersOf(db, [...new Set(marked.map(({ author_name }) => nameKey(author_name)))]);
  const cleared = marked.filter((comment) => {
    const key = nameKey(comment.author_name);
    const owner = owners.get(key);
    return commonKeys.includes(key) || (owner !== undefined && isOwner(owner, comment));
  });
  await clearNamesakes(
    db,
    cleared.map(({ id }) => id),
  );
}
