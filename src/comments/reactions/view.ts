// comments/reactions/view.ts: what a page shows of reactions, and what moderators may do with a comment there.
import { __ } from '../../base/language/gettext.ts';
import type { ThreadedComment } from '../thread/queries.ts';
import type { Reaction } from './reaction.ts';

export interface ReactionsView {
  /** Where the form goes. */
  action: string;
  choices: { sign: string; name: string; count: number }[];
}

/** The reactions of a comment that readers see; undefined where the site offers none. */
export function reactionsView(
  { id, status, reactions }: Pick<ThreadedComment, 'id' | 'status' | 'reactions'>,
  offered: Reaction[],
): ReactionsView | undefined {
  if (!offered.length || status !== 'approve') return undefined;
  return {
    action: reactionPaths.react(id),
    choices: offered.map(({ sign, name }) => ({ sign, name, count: reactions[sign] ?? 0 })),
  };
}

const reactionPaths = {
  react: (id: number) => `/comments/${id}/react`,
  highlight: (id: number) => `/comments/${id}/highlight`,
};

/** A button for moderators: its word is sent as `what`. */
export interface HighlightView {
  action: string;
  buttons: { what: string; label: string }[];
}

/** Pinning and featuring, for those who may moderate. */
export function highlightView({
  id,
  status,
  pinned_at,
  featured_at,
}: Pick<ThreadedComment, 'id' | 'status' | 'pinned_at' | 'featured_at'>): HighlightView | undefined {
  if (status !== 'approve') return undefined;
  return {
    action: reactionPaths.highlight(id),
    buttons: [
      pinned_at ? { what: 'unpin', label: __('Unpin') } : { what: 'pin', label: __('Pin') },
      featured_at
        ? { what: 'unfeature', label: __('Not featured') }
        : { what: 'feature', label: __('Feature') },
    ],
  };
}
