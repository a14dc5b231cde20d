// comments/queries/list-views.ts: the views of the moderation list besides WordPress's, and which statuses each view holds.
import { listedStatuses, type CommentStatus } from '../comment.ts';

export type ListView = 'all' | 'mine' | 'reported' | 'appealed' | CommentStatus;

export function statusesOf(view: ListView): CommentStatus[] {
  if (view === 'appealed') return ['spam', 'trash'];
  return view === 'all' || view === 'mine' || view === 'reported' ? listedStatuses : [view];
}

/** What narrows a view down besides its statuses, as a condition; each has an index. */
export const markedIn = (view: ListView): string => {
  if (view === 'reported') return 'AND open_reports > 0';
  return view === 'appealed' ? 'AND appealed_at IS NOT NULL' : '';
};
