// accounts/sessions/session.ts: who is asking: the session that a cookie names, and the user it belongs to.
import crypto from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { clientAddress } from '../../base/http/client-address.ts';
import { cookieAttributes, cookieName, readCookies } from '../../base/http/cookies.ts';
import type { SessionData } from '../../base/http/session-data.ts';
import { isSignature } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import { findUser } from '../queries.ts';
import { deleteSession, insertSession, openSession, updateSession } from './queries.ts';
import type { User } from '../user.ts';

declare module '../../base/http/session-data.ts' {
  interface SessionData {
    user_id: number;
    /** When, with what and from where its user signed in; shown to that user only. */
    signed_in_at: string;
    user_agent: string;
    ip: string;
    /** How long its cookie lasts, in milliseconds; null until the browser is closed. The name is that of express-session. */
    cookie: { originalMaxAge: number | null };
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    user?: User;
  }
}

const day = 86_400_000;
const remembered = 14 * day;
/** A session without an age of its own lasts so long after it was last used. */
const unremembered = 2 * day;
/** The end of a session moves when so much of it has passed, not at every request. */
const movesAfter = 10 * 60_000;

/** The name of the cookie that holds the id of a session. */
export const sessionCookie = (blog: Blog): string => cookieName(blog.url, 'quillback_session');

/** Whether a cookie's value bears our signature, without a look at the database. */
export const isSigned = (blog: Blog, value: string): boolean => signedId(blog, value) !== '';

/** Finds the session when the request brings its cookie, and the user with it. Readers get no cookie. */
export function sessions(blog: Blog): RequestHandler {
  return async function findSession(req, res, next) {
    req.session = {};
    req.sessionID = '';
    const sid = signedId(blog, readCookies(req)[sessionCookie(blog)]);
    const found = sid && (await openSession(blog.db, sid));
    if (found) {
      const lifetime = lifetimeOf(found.sess);
      hold(req, sid, found.sess, lifetime - found.left > movesAfter);
      if (found.sess.user_id) req.user = await findUser(blog.db, found.sess.user_id);
    }
    saveBeforeEnd(blog, req, res, next);
    next();
  };
}

/** Gives the browser a session of the user under a new id, so that one planted before sign-in is worth nothing. */
export async function beginSession(blog: Blog, req: Request, user: User, remember: boolean): Promise<void> {
  const user_agent = (req.get('user-agent') ?? '').slice(0, 400);
  const signed_in_at = blog.now().toISOString();
  const of = { user_id: user.id, signed_in_at, user_agent, ip: clientAddress(req) };
  await replaceSession(blog, req, { ...of, cookie: { originalMaxAge: remember ? remembered : null } });
  req.user = user;
}

/** Gives the browser a session of nobody under a new id, for what is asked of it next. */
export const renewSession = (blog: Blog, req: Request, holds: Partial<SessionData>): Promise<void> =>
  replaceSession(blog, req, { ...holds, cookie: { originalMaxAge: null } });

/** Writes what the request changed in its session, and moves its end; one that was ended meanwhile stays so. */
export async function saveSession(blog: Blog, req: Request): Promise<void> {
  const before = kept.get(req);
  if (!before) return;
  const now = printed(req.session);
  const lifetime = lifetimeOf(req.session);
  await updateSession(blog.db, req.sessionID, {
    changed: Object.fromEntries(
      Object.entries(req.session).filter(([name]) => before.values.get(name) !== now.get(name)),
    ),
    gone: [...before.values.keys()].filter((name) => !now.has(name)),
    lifetime,
  });
  kept.set(req, { values: now, isDue: false });
  if (before.isDue) sendCookie(blog, req);
}

/** Ends the session on the server and takes its cookie back. */
export async function signOut(blog: Blog, req: Request): Promise<void> {
  await deleteSession(blog.db, req.sessionID);
  kept.delete(req);
  req.session = {};
  req.sessionID = '';
  req.res!.clearCookie(sessionCookie(blog), cookieAttributes(blog.url));
}

interface Kept {
  /** Each value as it stands in the table, as JSON. */
  values: Map<string, string>;
  /** Whether the end of the session is to be moved. */
  isDue: boolean;
}

/** Of each request, what the table holds of its session. */
const kept = new WeakMap<Request, Kept>();

function hold(req: Request, sid: string, sess: Partial<SessionData>, isDue = false): void {
  req.sessionID = sid;
  req.session = sess;
  kept.set(req, { values: printed(sess), isDue });
}

const printed = (sess: Partial<SessionData>): Map<string, string> =>
  new Map(
    Object.entries(sess).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, JSON.stringify(value)] as const],
    ),
  );

const lifetimeOf = ({ cookie }: Partial<SessionData>): number => cookie?.originalMaxAge ?? unremembered;

function isToSave(req: Request): boolean {
  const before = kept.get(req);
  if (!before) return false;
  // The cookie goes with it: not into an answer that others may be given.
  if (before.isDue && !/public/.test(String(req.res!.getHeader('Cache-Control')))) return true;
  const now = printed(req.session);
  return now.size !== before.values.size || [...now].some(([name, json]) => before.values.get(name) !== json);
}

async function replaceSession(blog: Blog, req: Request, sess: Partial<SessionData>): Promise<void> {
  if (req.sessionID) await deleteSession(blog.db, req.sessionID);
  const sid = crypto.randomBytes(24).toString('base64url');
  await insertSession(blog.db, sid, sess, lifetimeOf(sess));
  hold(req, sid, sess);
  sendCookie(blog, req);
}

/** Its form is that of express-session, so that browsers which signed in before this file was written stay signed in. */
function sendCookie(blog: Blog, { res, session, sessionID }: Request): void {
  if (res!.headersSent) return;
  const maxAge = session.cookie?.originalMaxAge ?? undefined;
  res!.cookie(sessionCookie(blog), signed(blog, sessionID), { ...cookieAttributes(blog.url), maxAge });
}

function signed({ config }: Blog, sid: string): string {
  const mac = crypto
    .createHmac('sha256', config.SESSION_SECRET ?? 'not secret')
    .update(sid)
    .digest('base64');
  return `s:${sid}.${mac.replace(/=+$/, '')}`;
}

/** The id in a cookie's value, if we signed it. */
function signedId(blog: Blog, value = ''): string {
  const sid = value.slice(2, Math.max(value.lastIndexOf('.'), 2));
  return isSignature(value, signed(blog, sid)) ? sid : '';
}

/** A browser is quick: it asks for the next screen as soon as an answer ends, so what that is to show is saved before. */
function saveBeforeEnd(blog: Blog, req: Request, res: Response, next: (error: unknown) => void): void {
  const end = res.end.bind(res) as (...given: unknown[]) => Response;
  res.end = (...given: unknown[]) => {
    res.end = end;
    if (!isToSave(req)) return end(...given);
    saveSession(blog, req).then(
      () => end(...given),
      (error: unknown) => {
        res.removeHeader('Location');
        next(error);
      },
    );
    return res;
  };
}
