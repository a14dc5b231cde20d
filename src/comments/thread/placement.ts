// comments/thread/placement.ts: where linkbacks stand: in the conversation or apart.
import type { Comment } from '../comment.ts';
import type { Discussion } from '../settings.ts';

/** Where the owner wants mentions. */
export type Placing = Pick<Discussion, 'linkbacks_shown'>;

/** What stands in the conversation. */
export const inThread = ({ linkbacks_shown }: Placing): Comment['shown_as'][] =>
  linkbacks_shown === 'thread' ? ['comment', 'mention'] : ['comment'];
