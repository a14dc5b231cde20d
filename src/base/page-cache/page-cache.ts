// base/page-cache/page-cache.ts: stands before the application, and answers from memory what everybody gets alike.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Connection } from '../database/database.ts';
import { hearChanges, type Changes } from './changes.ts';
import { isKept, pageOf } from './keepable.ts';
import { isOpenEnded, keyOf } from './key.ts';
import { makeForAll } from './notes.ts';
import { openRooms } from './rooms.ts';
import type { Page, Pages } from './pages.ts';
import { countsAsSent, recordAnswer } from './record.ts';
import { askedOf, sendKept, sendOnce, takeAsked, type Asked } from './send.ts';

/** Where an answer came from: memory, the application, another request's page, or memory while the database is away. */
export type Outcome = 'hit' | 'miss' | 'shared' | 'stale';

export interface PageCacheOptions {
  app: RequestListener;
  connection: Connection;
  /** Room in bytes. */
  room: number;
  now(): Date;
  /** Whether a Cookie header holds anything of ours: its reader gets pages of their own. */
  isPersonal(cookies: string): boolean;
  /** What all pages are made with besides the database; another object empties the cache. */
  design(): object;
  /** Seconds for which caches between may send a page without asking; 0 for not at all. */
  shared_seconds: number;
  /** Told of each page that was sent, or 304. @param read_of the post that was read, unless the application has counted that */
  onPage(req: IncomingMessage, res: ServerResponse, outcome: Outcome, read_of: number | undefined): void;
}

export interface PageCache {
  handle: RequestListener;
  /** Resolves when everything that was committed before has been heard here. */
  heard(): Promise<unknown>;
  count(): PageCounts;
  close(): Promise<void>;
}

export interface PageCounts {
  pages: number;
  bytes: number;
  /** Since the process began. */
  answers: Record<Outcome, number>;
}

interface State {
  answers: Record<Outcome, number>;
  options: PageCacheOptions;
  pages: Pages;
  underWay: Map<string, Promise<Page | undefined>>;
  design: object | undefined;
  /** Whether what changes is heard: else nothing is kept, and nothing sent from memory. */
  isCurrent: boolean;
}

/**
 * Opens the cache of one process. It keeps answers 200 to GET that say `no-cache` and nothing of `private`, for readers
 * without a cookie of ours; what shows in them is announced by the database when it changes (the triggers pages_changed).
 */
export function openPageCache(options: PageCacheOptions): PageCache {
  const pages = openRooms(options.room, isOpenEnded);
  const answers = { hit: 0, miss: 0, shared: 0, stale: 0 };
  const state: State = { answers, options, pages, underWay: new Map(), design: undefined, isCurrent: false };
  const changes = hearChanges(options.connection, {
    changed: (tag) => pages.forget(tag === 'all' ? undefined : tag),
    isHearing: (is) => {
      // Whatever was said while the connection was broken was not heard. Until it is back the old pages are kept: they
      // are better than none while the database is away.
      if (is) pages.forget();
      state.isCurrent = is;
    },
  });
  return {
    handle: (req, res) => {
      if (req.method === 'GET' || req.method === 'HEAD') return read(state, req, res);
      if (req.method !== 'OPTIONS') answerWhenHeard(res, changes);
      options.app(req, res);
    },
    heard: changes.heard,
    count: () => ({ ...pages.size(), answers }),
    close: changes.close,
  };
}

function read(state: State, req: IncomingMessage, res: ServerResponse): void {
  const { options, pages, underWay } = state;
  const key = keyOf(req, options.isPersonal);
  if (key === undefined) return options.app(req, res);
  const design = options.design();
  if (design !== state.design) pages.forget();
  state.design = design;
  const page = state.isCurrent ? pages.get(key, options.now().getTime()) : undefined;
  if (page) return send(state, req, res, { key, page, outcome: 'hit', asked: askedOf(req) });
  if (req.method === 'HEAD') return options.app(req, res);
  const other = underWay.get(key);
  if (other) return void other.then((made) => share(state, req, res, { key, made }));
  const making = make(state, req, res, key).catch(() => void res.destroy());
  underWay.set(key, making as Promise<Page | undefined>);
  void making.finally(() => underWay.delete(key));
}

/** Who came while another made the page gets that one; what may not be kept is made for each. */
function share(
  state: State,
  req: IncomingMessage,
  res: ServerResponse,
  { key, made }: { key: string; made: Page | undefined },
): void {
  if (res.destroyed) return;
  if (made) send(state, req, res, { key, page: made, outcome: 'shared', asked: askedOf(req) });
  else state.options.app(req, res);
}

/** Has the application make a page, keeps it when it may, and sends it. @returns what others may be sent, too */
async function make(
  state: State,
  req: IncomingMessage,
  res: ServerResponse,
  key: string,
): Promise<Page | undefined> {
  const { options, pages } = state;
  const asked = takeAsked(req);
  const mark = pages.mark();
  const recording = recordAnswer(res);
  const notes = makeForAll(() => options.app(req, res));
  const recorded = await recording;
  if (!recorded) return undefined;
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  const old = recorded.status === 503 && !state.isCurrent ? pages.getOld(key) : undefined;
  if (old) {
    res.setHeader('X-Page-Cache', 'stale');
    send(state, req, res, { key, page: old, outcome: 'stale', asked });
    return undefined;
  }
  if (!isKept(recorded)) {
    await sendOnce(res, recorded, asked);
    return undefined;
  }
  const { shared_seconds } = options;
  const page = pageOf(recorded, notes, { now: options.now().getTime(), shared_seconds });
  const isShared = state.isCurrent && pages.put(key, page, mark);
  // The application has counted this reader.
  send(state, req, res, { key, page, outcome: 'miss', asked });
  return isShared ? page : undefined;
}

function send(
  { answers, options, pages }: State,
  req: IncomingMessage,
  res: ServerResponse,
  { key, page, outcome, asked }: { key: string; page: Page; outcome: Outcome; asked: Asked },
): void {
  answers[outcome] += 1;
  sendKept(res, page, asked, (bytes) => pages.grow(key, page, bytes)).then(
    () => options.onPage(req, res, outcome, outcome === 'miss' ? undefined : page.read_of),
    () => res.destroy(),
  );
}

/** Who has changed something sees it at their next request: their answer ends when the change has been heard here. */
function answerWhenHeard(res: ServerResponse, { heard }: Changes): void {
  const { end } = res;
  let isEnding = false;
  res.end = ((...given: Parameters<typeof end>) => {
    if (res.statusCode >= 400 || isEnding) return end.apply(res, given);
    isEnding = true;
    countsAsSent(res);
    void heard().finally(() => end.apply(res, given));
    return res;
  }) as typeof end;
}
