// writing/publish-checks.ts: whether a post can come out as its author means it.
import { httpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { PostWords } from './form.ts';
import { isOut, type Post } from '../posts/post.ts';
import { say } from './sayings.ts';

/**
 * Refuses what would come out otherwise than meant: a protected post without a password, a new password that protects
 * nothing, a post without a word.
 * @throws HttpError 422 naming the field, 409 when a look at a draft would change what has come out meanwhile
 */
export function refuseUnready(before: Post | undefined, words: PostWords & { type: string }): void {
  const { visibility, password, type } = words;
  if (words.act === 'preview' && before && isOut(before.status)) {
    throw httpError(409, 'out_meanwhile', say(type, 'came_out'));
  }
  if (visibility === 'protected' && !password) {
    throw unready('password', say(type, 'needs_password'));
  }
  // An old password that stands in the field while everybody is let in again is dropped; a new one was meant.
  if (visibility !== 'protected' && password && password !== before?.password) {
    throw unready(
      'visibility',
      __('A password was typed. Choose “Password protected”, or empty the password.'),
    );
  }
  const isEmpty = ![words.title, words.content, words.excerpt].some((text) => text.trim());
  if (isEmpty && words.act === 'publish') {
    throw unready('content', say(type, 'is_empty'));
  }
}

const unready = (field: string, message: string) =>
  httpError(422, 'unready', __(/* translators: what is wrong, a sentence */ 'Not saved yet: %s', message), {
    [field]: message,
  });
