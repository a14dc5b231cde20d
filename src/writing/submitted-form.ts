// writing/submitted-form.ts: a form of the admin that is sent twice (a double click, a retry, Back) saves one post once.
import crypto from 'node:crypto';
import type { User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { claimForm, findForm, lockForm, settleForm } from './queries/submitted-forms.ts';

/** How long a form is known after it was sent, in milliseconds. */
const remembered = 7 * 86_400_000;

interface Submitted {
  /** As the form says it; '' when it has none, and then every sending counts. */
  form_key: string;
}

/** What became of the same form before. */
export interface Repeated {
  post: Post;
  /** It said the same: there is nothing left to do. */
  is_same: boolean;
  /** The post's `modified_at` when the form had been saved; what changed the post since, its author has not seen. */
  seen_at: string;
}

/**
 * Claims a form for the transaction in hand. Of two sendings at once the second waits for the first.
 * @param words everything the form says
 * @returns undefined the first time, or without a key; else what the form did before
 */
export async function claimSubmission(
  blog: Blog,
  user: User,
  words: Submitted,
): Promise<Repeated | undefined> {
  if (!words.form_key) return undefined;
  const form = { form_key: keyOf(user, words.form_key), digest: digestOf(words) };
  if (await claimForm(blog.db, form, blog.now())) return undefined;
  const known = await lockForm(blog.db, form.form_key);
  const post = known?.post_id ? await findPost(blog.db, known.post_id) : undefined;
  if (!known || !post) return undefined;
  return { post, is_same: known.digest === form.digest, seen_at: known.modified_at?.toISOString() ?? '' };
}

/** Notes in the same transaction which post the form made or changed. */
export async function settleSubmission(
  blog: Blog,
  user: User,
  words: Submitted,
  { id: post_id, modified_at }: Post,
): Promise<void> {
  if (!words.form_key) return;
  const until = new Date(blog.now().getTime() - remembered);
  const form_key = keyOf(user, words.form_key);
  await settleForm(blog.db, { form_key, post_id, digest: digestOf(words), modified_at }, until);
}

/** The post that this user's form has made already; undefined for a new form. The key is untrusted. */
export async function postOfForm(blog: Blog, user: User, form_key: unknown): Promise<Post | undefined> {
  if (typeof form_key !== 'string' || !form_key) return undefined;
  const known = await findForm(blog.db, keyOf(user, form_key));
  return known?.post_id ? findPost(blog.db, known.post_id) : undefined;
}

/** A key for a form that is drawn. */
export const newSubmissionKey = (): string => crypto.randomBytes(18).toString('base64url');

const sha256 = (text: string): string => crypto.createHash('sha256').update(text).digest('hex');

// A key that somebody else has seen is worth nothing to them.
const keyOf = (user: User, form_key: string): string => sha256(`${user.id} ${form_key}`);

// The first sending names no post yet.
const digestOf = (words: Submitted): string => sha256(JSON.stringify({ ...words, id: undefined }));
