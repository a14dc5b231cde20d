// accounts/sessions/session.ts: who is asking: sessions in Postgres, and the user they belong to.
import connectPgSimple from 'connect-pg-simple';
import { Router, type Request, type Response } from 'express';
import session, { type SessionData } from 'express-session';
import pg from 'pg';
import { clientOptions } from '../../base/database/database.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { cookieAttributes, cookieName, isHttps } from '../../base/http/cookies.ts';
import type { Config } from '../../base/config.ts';
import type { Blog } from '../../blog.ts';
import { findUser } from '../queries.ts';
import { updateSession } from './queries.ts';
import type { User } from '../user.ts';

declare module 'express-session' {
  interface SessionData {
    user_id: number;
    /** When, with what and from where its user signed in; shown to that user only. */
    signed_in_at: string;
    user_agent: string;
    ip: string;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    user?: User;
  }
}

const day = 86_400;
const pools = new WeakMap<Config, pg.Pool>();

/** The name of the cookie that holds the id of a session. */
export const sessionCookie = (blog: Blog): string => cookieName(blog.url, 'quillback_session');

/** Loads the session only when the request brings its cookie, and the user with it. Readers get no cookie. */
export function sessions(blog: Blog): Router {
  const router = Router();
  const isSecure = isHttps(blog.url);
  router.use(function trustOwnScheme(req: Request, _res, next) {
    // The site's address decides, not a header: behind a proxy that does not say so, the cookie is Secure all the same.
    if (isSecure) req.headers['x-forwarded-proto'] = 'https';
    next();
  });
  router.use(
    session({
      name: sessionCookie(blog),
      secret: blog.config.SESSION_SECRET ?? 'not secret',
      store: storeOf(blog),
      resave: false,
      saveUninitialized: false,
      proxy: isSecure,
      cookie: { ...cookieAttributes(blog.url), maxAge: 14 * day * 1000 },
    }),
  );
  router.use(saveBeforeLeading);
  router.use(async function findSessionUser(req: Request, _res, next) {
    // `OPTIONS *` has no path, and so no session.
    const user_id = (req as Partial<Request>).session?.user_id;
    if (user_id) req.user = await findUser(blog.db, user_id);
    next();
  });
  return router;
}

// Sessions that were begun by the request in hand: only these may be written where there was none.
const begun = new WeakSet<object>();

/** Gives the browser a session under a new id, so that one planted before sign-in is worth nothing. */
export async function beginSession(blog: Blog, req: Request, user: User, remember: boolean): Promise<void> {
  await settled((done) => req.session.regenerate(done));
  begun.add(req.session);
  const user_agent = (req.get('user-agent') ?? '').slice(0, 400);
  const signed_in_at = blog.now().toISOString();
  Object.assign(req.session, { user_id: user.id, signed_in_at, user_agent, ip: clientAddress(req) });
  if (!remember) req.session.cookie.expires = null;
  req.user = user;
}

/**
 * Gives the browser a session of nobody under a new id, for what is asked of it next. It is saved before the answer
 * leaves: the browser may be quick.
 */
export async function renewSession(req: Request, holds: Partial<SessionData>): Promise<void> {
  await settled((done) => req.session.regenerate(done));
  Object.assign(req.session, holds);
  req.session.cookie.expires = null;
  await saveSession(req);
}

/** Writes the session now, not when the answer ends. */
export const saveSession = (req: Request): Promise<void> => settled((done) => req.session.save(done));

/** Ends the session on the server; the cookie is worth nothing afterwards. */
export async function signOut(req: Request): Promise<void> {
  await settled((done) => req.session.destroy(done));
}

const settled = (start: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => (error ? reject(error as Error) : resolve()));
  });

/** The table of sessions. One that was ended while a request of it was on its way is not written again. */
function storeOf(blog: Blog): session.Store {
  const store = new (connectPgSimple(session))({
    pool: poolOf(blog),
    tableName: 'sessions',
    pruneSessionInterval: false,
    ttl: 2 * day,
    errorLog: (...words: unknown[]) => blog.log.error({ sessions: String(words[0]) }),
  });
  const insert = store.set.bind(store);
  store.set = (sid, sess, done) => {
    if (!sess.user_id || begun.has(sess)) return insert(sid, sess, done);
    const expire = sess.cookie.expires ?? new Date(Date.now() + 2 * day * 1000);
    updateSession(blog.db, sid, sess, new Date(expire)).then(
      () => done?.(),
      (error: unknown) => done?.(error),
    );
  };
  return store;
}

/**
 * A redirect waits until the session is saved. express-session sends the head of an answer while it still saves, and
 * a browser is quick: it asked for the next screen before the notice, or the sign-in, was there.
 */
function saveBeforeLeading(req: Request, res: Response, next: (error?: unknown) => void): void {
  const redirect = res.redirect.bind(res) as (...given: unknown[]) => void;
  res.redirect = (...given: unknown[]) => {
    // A session that was ended, or holds nothing, is not written: readers get none.
    const session = req.session as Request['session'] | undefined;
    const isEmpty = !session?.user_id && !session?.notice && !session?.second_step;
    if (isEmpty) redirect(...given);
    else session.save((error: unknown) => (error ? next(error) : redirect(...given)));
  };
  next();
}

/** Closes the sessions' own connections. */
export async function closeSessions(blog: Blog): Promise<void> {
  await pools.get(blog.config)?.end();
  pools.delete(blog.config);
}

function poolOf(blog: Blog): pg.Pool {
  const pool = new pg.Pool({ ...clientOptions(blog.connection), max: 3 });
  const note = (error: Error) => blog.log.warn({ err: error }, 'a connection of the sessions broke');
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
  pools.set(blog.config, pool);
  return pool;
}
