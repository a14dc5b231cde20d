// concurrency-limits.ts: who shares the slots of a process: readers, writers, staff, and the pages where staff sign in.
import type { Request, RequestHandler } from 'express';
import { isSigned, sessionCookie } from './accounts/sessions/session.ts';
import { may } from './accounts/user.ts';
import { admission } from './base/http/admission.ts';
import { readWritten, sendOverloaded } from './base/http/overload-page.ts';
import type { Doing } from './base/database/overload.ts';
import { readCookies } from './base/http/cookies.ts';
import { openSemaphore, type Semaphore, type Share } from './base/http/semaphore.ts';
import { isReading } from './base/http/same-origin.ts';
import type { Blog } from './blog.ts';

export type ShareName = 'readers' | 'writers' | 'staff' | 'entry';
export type Limits = Record<ShareName, Share>;

/**
 * A page asks for up to five of the ten connections of its pool at once, one after another for about nine queries of
 * a few milliseconds: 32 pages keep a pool and a core busy, more would only wait inside instead of outside. Patience
 * is in milliseconds.
 */
export const usualLimits: Limits = {
  readers: { at_work: 32, waiting: 64, patience: 2000 },
  // Comments, files, linkbacks: whoever has written something waits rather longer than send it again.
  writers: { at_work: 12, waiting: 48, patience: 5000 },
  staff: { at_work: 12, waiting: 48, patience: 5000 },
  // Signing in, open to anybody, and so apart from those who are signed in.
  entry: { at_work: 8, waiting: 32, patience: 2000 },
};

export interface Shares {
  /** Before anything that asks the database. */
  admit: RequestHandler;
  /** After the sessions: remembers who works here. */
  remember: RequestHandler;
  /** Whether a request may be of somebody who works here: its session was found to be, or is ours and was not asked yet. */
  mayBeStaff(req: Request): boolean;
  count(): Record<ShareName, ReturnType<Semaphore['count']>>;
}

/** Opens the shares of one application. */
export function openShares(blog: Blog, limits: Limits = usualLimits): Shares {
  const semaphores = {
    readers: openSemaphore(limits.readers),
    writers: openSemaphore(limits.writers),
    staff: openSemaphore(limits.staff),
    entry: openSemaphore(limits.entry),
  };
  const staff = new Set<string>();
  const others = new Set<string>();
  // A cookie says nothing by itself: anybody may write one. It counts once a request with it was found to be of somebody
  // who works here, so a stranger's cookies open no share.
  const cookie = sessionCookie(blog);
  const sessionOf = (req: Request): string => readCookies(req)[cookie]?.slice(0, 400) ?? '';
  const nameOf = (req: Request): ShareName => {
    if (staff.has(sessionOf(req))) return 'staff';
    if (entry.test(req.path)) return 'entry';
    return isReading(req) ? 'readers' : 'writers';
  };
  return {
    admit: admission({
      shareOf: (req) => (files.test(req.path) ? undefined : semaphores[nameOf(req)]),
      refuse: async (req, res) => {
        const share = nameOf(req);
        // A comment stands in the answer; other forms are longer, and their authors know how to go back.
        if (share === 'writers') await readWritten(req, res);
        if (!res.closed) sendOverloaded(req, res, doingOf[share]);
      },
    }),
    remember: (req, _res, next) => {
      const session = sessionOf(req);
      if (session && may(req.user, 'edit_posts')) remember(staff, session);
      else staff.delete(session);
      if (session && !may(req.user, 'edit_posts')) remember(others, session);
      else others.delete(session);
      next();
    },
    mayBeStaff: (req) => {
      const session = sessionOf(req);
      return staff.has(session) || (!others.has(session) && isSigned(blog, session));
    },
    count: () => ({
      readers: semaphores.readers.count(),
      writers: semaphores.writers.count(),
      staff: semaphores.staff.count(),
      entry: semaphores.entry.count(),
    }),
  };
}

/** Kept files are sent from the disk, in as many pieces as their readers like. */
const files = /^\/(?:wp-content\/)?uploads\//;
const entry = /^\/(?:admin|login|logout|setup|wp-admin|wp-login\.php)(?:\/|$)/;

const doingOf: Record<ShareName, Doing> = {
  readers: 'reading',
  writers: 'writing',
  staff: 'working',
  entry: 'signing in',
};

const mostKept = 1000;

function remember(sessions: Set<string>, session: string): void {
  sessions.delete(session);
  sessions.add(session);
  if (sessions.size > mostKept) sessions.delete(sessions.values().next().value!);
}
