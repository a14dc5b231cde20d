// comments/content/extracts.ts: what feeds and searches take from a comment's text: made when it is stored, not at each visit.
import { textOf } from '../../base/html/excerpt.ts';
import { quickText } from '../../base/html/quick-text.ts';
import { stripped } from '../../base/html/stripped.ts';
import { feedHtml } from '../../embeds/feed-html.ts';
import { orRoughly } from '../../posts/content/extracts.ts';
import type { Comment } from '../comment.ts';
import { wordsOfHtml } from './words.ts';

/** `plain` is null until they are made. */
export type CommentExtracts = Pick<Comment, 'plain' | 'words' | 'feed_html'>;

/** What is to be stored with `html`, where a change holds it; one that brings `plain` along was just rendered. Pure. */
export const commentExtractsOf = ({
  html,
  plain,
}: Partial<Pick<Comment, 'html' | 'plain'>>): Partial<CommentExtracts> =>
  html === undefined || typeof plain === 'string'
    ? {}
    : orRoughly<CommentExtracts>(
        () => ({
          plain: quickText(html) ?? textOf(html),
          words: wordsOfHtml(html),
          feed_html: feedHtml(html),
        }),
        () => ({ plain: stripped(html), words: wordsOfHtml(html), feed_html: null }),
      );
