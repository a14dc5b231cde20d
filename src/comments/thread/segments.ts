// comments/thread/segments.ts: a page whose threads are very long is shown in segments; nothing is left out.
import type { Database } from '../../base/database/database.ts';
import { threadedByIds, threadLines, threadOf, type ThreadedComment, type ThreadSlice } from './queries.ts';
import type { Discussion } from '../settings.ts';
import { threadItems, type Threaded } from './thread.ts';

/** So many comments a reader gets at once, however long the threads of a page are. */
export const mostAtOnce = 1000;

export type ThreadOptions = Pick<Discussion, 'thread_comments' | 'thread_comments_depth' | 'comment_order'>;

export interface Segment {
  items: Threaded<ThreadedComment>[];
  /** From 1, in reading order. */
  segment: number;
  segments: number;
}

/** A segment of a page's comments in reading order; in a later segment a reply may stand at the top. */
export async function segmentOf(
  db: Database,
  slice: ThreadSlice,
  options: ThreadOptions,
  asked = 1,
): Promise<Segment> {
  const rows = await threadOf(db, slice, mostAtOnce + 1);
  const depth = depthOf(options);
  if (rows.length <= mostAtOnce)
    return { items: threadItems(rows, { depth, order: orderOf(slice, options) }), segment: 1, segments: 1 };
  const ids = await readingOrder(db, slice, options);
  const segments = Math.ceil(ids.length / mostAtOnce);
  const segment = Math.min(Math.max(asked, 1), segments);
  const shown = await threadedByIds(db, ids.slice((segment - 1) * mostAtOnce, segment * mostAtOnce));
  // They come in reading order already.
  return { items: threadItems(shown, { depth, order: 'asc' }), segment, segments };
}

/** In which segment of its page a comment stands; 1 when it does not stand there. */
export async function segmentWith(
  db: Database,
  slice: ThreadSlice,
  options: ThreadOptions,
  id: number,
): Promise<number> {
  const at = (await readingOrder(db, slice, options)).indexOf(id);
  return Math.floor(Math.max(at, 0) / mostAtOnce) + 1;
}

/** The address of a segment of a page of comments. */
export function segmentAddress(path: string, segment: number): string {
  if (segment === 1) return path;
  return `${path}${path.includes('?') ? '&' : '?'}replies=${segment}`;
}

async function readingOrder(db: Database, slice: ThreadSlice, options: ThreadOptions): Promise<number[]> {
  const lines = await threadLines(db, slice);
  return threadItems(lines, { depth: depthOf(options), order: orderOf(slice, options) }).map(
    ({ row }) => row.id,
  );
}

const orderOf = ({ by_helpful }: ThreadSlice, { comment_order }: ThreadOptions) =>
  by_helpful ? 'helpful' : comment_order;

const depthOf = ({ thread_comments, thread_comments_depth }: ThreadOptions) =>
  thread_comments ? thread_comments_depth : 1;
