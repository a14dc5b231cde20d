// accounts/session.ts: who is asking: sessions in Postgres, and the user they belong to.
import connectPgSimple from 'connect-pg-simple';
import { Router, type Request } from 'express';
import session from 'express-session';
import pg from 'pg';
import { clientOptions } from '../base/database/database.ts';
import type { Blog } from '../blog.ts';
import { findUser } from './queries.ts';
import type { User } from './user.ts';

declare module 'express-session' {
  interface SessionData {
    user_id: number;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    user?: User;
  }
}

/** Loads the session only when the request brings its cookie, and the user with it. Readers get no cookie. */
export function sessions(blog: Blog): Router {
  const router = Router();
  const store = new (connectPgSimple(session))({
    pool: new pg.Pool({ ...clientOptions(blog.connection), max: 3 }),
    tableName: 'sessions',
    pruneSessionInterval: 3600,
  });
  router.use(
    session({
      name: 'quillback_session',
      secret: blog.config.SESSION_SECRET ?? 'not secret',
      store,
      resave: false,
      saveUninitialized: false,
      cookie: {
        httpOnly: true,
        sameSite: 'lax',
        secure: blog.url.startsWith('https:'),
        maxAge: 14 * 86_400_000,
      },
    }),
  );
  router.use(async (req: Request, _res, next) => {
    if (req.session.user_id) req.user = await findUser(blog.db, req.session.user_id);
    next();
  });
  return router;
}
