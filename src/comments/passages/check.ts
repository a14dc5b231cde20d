// comments/passages/check.ts: whether the passage that a form names stands in the post.
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Post } from '../../posts/post.ts';
import type { Discussion } from '../settings.ts';
import { placeOf, textOfPost } from './find.ts';
import { annotationMeta, longestPassage, type Passage } from './passage.ts';

/**
 * The meta of a comment on a passage; none without one, and where the setting is off.
 * @throws HttpError 422 naming the field, when the passage is too long or does not stand in the post
 */
export function checkedPassage(
  passage: Passage | undefined,
  { post, rules }: { post: Post; rules: Discussion },
): Record<string, string[]> {
  if (!passage || !rules.comments_passages) return {};
  if (passage.exact.length > longestPassage)
    throw refused(__('The passage is too long: at most %s characters fit.', String(longestPassage)));
  const start = placeOf(textOfPost(post), passage);
  if (start === undefined)
    throw refused(
      __('The passage does not stand in the text like this. Copy it from there, or leave the field empty.'),
    );
  return annotationMeta({ ...passage, start });
}

const refused = (message: string) => httpError(422, 'passage', message, { passage: message });
