// base/page-cache/pages.ts: finished pages in memory: at most so many bytes, those asked for least go first.
import type { OutgoingHttpHeaders } from 'node:http';
import { allThreads } from './notes.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** One page as it is sent in one encoding. */
export interface Sent {
  /** Names and values in turn, as `writeHead` takes them. */
  head: string[];
  /** Of the answer 304. */
  same: string[];
  body: Buffer;
}

export interface Page {
  /** What the application said of it, but what depends on the encoding. */
  headers: OutgoingHttpHeaders;
  body: Buffer;
  /** The entity tag of the body as it is, without quotes. */
  digest: string;
  /** In each encoding that somebody asked for. */
  encoded: Map<Encoding, Promise<Sent> | Sent>;
  tags: ReadonlySet<string>;
  /** Until when (ms) it may be sent. */
  until: number;
  read_of: number | undefined;
}

export interface Pages {
  /** A page that holds at this moment (ms). */
  get(key: string, now: number): Page | undefined;
  /** A page that held once, for when nothing newer can be had. */
  getOld(key: string): Page | undefined;
  /** To be asked before a page is made: what changes after it keeps the page out. */
  mark(): number;
  /** Keeps a page. @returns false when something it shows has changed since the mark; one too large is not kept, but holds */
  put(key: string, page: Page, mark: number): boolean;
  /** Counts the bytes of an encoding that was made later. */
  grow(key: string, page: Page, bytes: number): void;
  /** Forgets the pages that show this; all of them without a tag. */
  forget(tag?: string): void;
  size(): { pages: number; bytes: number };
}

interface Kept {
  page: Page;
  bytes: number;
}

/** So much a page takes besides its bodies: headers, keys, maps. */
const around = 2048;
/** No page takes more than this part of the room. */
const largestPart = 8;
/** Tags whose last change is known by itself; more than that counts as a change of everything. */
const mostTags = 10_000;

interface State {
  room: number;
  bytes: number;
  kept: Map<string, Kept>;
  byTag: Map<string, Set<string>>;
  /** How many changes there were, and at which of them each tag, and all, changed last. */
  changes: number;
  changed: Map<string, number>;
  allChanged: number;
}

/** @param room in bytes */
export function openPages(room: number): Pages {
  const state: State = {
    room,
    bytes: 0,
    kept: new Map(),
    byTag: new Map(),
    changes: 0,
    changed: new Map(),
    allChanged: 0,
  };
  return {
    get: (key, now) => find(state, key, now),
    getOld: (key) => state.kept.get(key)?.page,
    mark: () => state.changes,
    put: (key, page, mark) => put(state, key, page, mark),
    grow(key, page, more) {
      const one = state.kept.get(key);
      if (one?.page !== page) return;
      one.bytes += more;
      state.bytes += more;
      makeRoom(state);
    },
    forget(tag) {
      state.changes += 1;
      if (tag === undefined) return forgetAll(state);
      forgetTag(state, tag);
      // Lists say how many comments a post has, and which were last.
      forgetTag(state, allThreads);
    },
    size: () => ({ pages: state.kept.size, bytes: state.bytes }),
  };
}

function find(state: State, key: string, now: number): Page | undefined {
  const one = state.kept.get(key);
  if (!one) return undefined;
  if (one.page.until <= now) {
    remove(state, key);
    return undefined;
  }
  // The one asked for last stands last.
  state.kept.delete(key);
  state.kept.set(key, one);
  return one.page;
}

function put(state: State, key: string, page: Page, mark: number): boolean {
  const { tags } = page;
  const isOld = [...tags].some((tag) => (state.changed.get(tag) ?? 0) > mark);
  if (isOld || state.allChanged > mark) return false;
  const bytes = page.body.length + around;
  if (bytes > state.room / largestPart) return true;
  remove(state, key);
  state.kept.set(key, { page, bytes });
  state.bytes += bytes;
  for (const tag of tags) state.byTag.set(tag, (state.byTag.get(tag) ?? new Set()).add(key));
  makeRoom(state);
  return true;
}

function remove(state: State, key: string): void {
  const one = state.kept.get(key);
  if (!one) return;
  state.kept.delete(key);
  state.bytes -= one.bytes;
  for (const tag of one.page.tags) {
    const keys = state.byTag.get(tag);
    keys?.delete(key);
    if (!keys?.size) state.byTag.delete(tag);
  }
}

function makeRoom(state: State): void {
  while (state.bytes > state.room) remove(state, state.kept.keys().next().value!);
}

function forgetTag(state: State, tag: string): void {
  if (state.changed.size >= mostTags) return forgetAll(state);
  state.changed.set(tag, state.changes);
  for (const key of state.byTag.get(tag) ?? []) remove(state, key);
}

function forgetAll(state: State): void {
  state.allChanged = state.changes;
  state.changed.clear();
  state.kept.clear();
  state.byTag.clear();
  state.bytes = 0;
}
