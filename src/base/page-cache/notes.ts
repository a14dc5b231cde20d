// base/page-cache/notes.ts: what a page says of itself while it is made for everybody: on what it depends, and how long it holds.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface PageNotes {
  /** What it shows: it is made anew when one of these changes. */
  tags: Set<string>;
  /** The first moment (ms) that changes it by itself. */
  until: number;
  /** The post whose readers it counts. */
  read_of: number | undefined;
}

const notes = new AsyncLocalStorage<PageNotes>();

/** Makes a page that the cache may keep: nothing in it may belong to one reader. @returns what it said of itself meanwhile */
export function makeForAll(act: () => void): PageNotes {
  const own: PageNotes = { tags: new Set(), until: Infinity, read_of: undefined };
  notes.run(own, act);
  return own;
}

/** Whether the page being made is for everybody. */
export const isForAllReaders = (): boolean => notes.getStore() !== undefined;

/** Tags of pages: the conversation of one post, and those of all. Everything else that a page shows empties the whole cache. */
export const threadTag = (post_id: number): string => `thread:${post_id}`;
export const allThreads = 'threads';

/** The page being made shows this. A page that names no conversation counts as showing those of all posts. */
export const pageShows = (tag: string): void => void notes.getStore()?.tags.add(tag);

/** The page being made changes by itself then, if ever: comments close. */
export function pageHoldsUntil(moment: Date | undefined): void {
  const own = notes.getStore();
  if (own && moment) own.until = Math.min(own.until, moment.getTime());
}

/** The page being made is a post: whoever gets it has read it. */
export function pageIsReadOf(post_id: number): void {
  const own = notes.getStore();
  if (own) own.read_of = post_id;
}
