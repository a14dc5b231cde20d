// accounts/application-passwords/rest.ts: /wp-json/wp/v2/users/me/application-passwords: a program looks after the passwords of its user's programs.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { httpError, isHttpError } from '../../base/errors.ts';
import { readJson } from '../../base/http/form-body.ts';
import type { Blog } from '../../blog.ts';
import {
  applicationPasswordsOf,
  deleteApplicationPassword,
  deleteApplicationPasswords,
  type ApplicationPassword,
} from './queries.ts';
import { makeApplicationPassword, programOf } from './application-password.ts';
import type { User } from '../user.ts';

// /wp/v2/users/7/application-passwords/UUID
const route = /^\/wp\/v2\/users\/(me|\d{1,10})\/application-passwords(?:\/(introspect|[\da-f-]{36}))?\/?$/;

export function applicationPasswordRest(blog: Blog): Router {
  const router = Router();
  router.use(async (req, res, next) => {
    const given = req.path.startsWith('/wp-json/')
      ? req.path.slice('/wp-json'.length)
      : ['/', '/index.php'].includes(req.path) && req.query.rest_route;
    const found = typeof given === 'string' ? route.exec(given) : null;
    if (!found) return next();
    res.set('Cache-Control', 'no-store');
    try {
      const { user, password } = await signedIn(blog, req, found[1]!);
      await readJson(req, res, { bytes: 16_384, fields: 20 }).catch((error: unknown) => {
        throw isHttpError(error) && error.status === 400 ? unreadable() : error;
      });
      await answer(blog, req, res, { user, used: password, what: found[2] ?? '' });
    } catch (error) {
      if (!isHttpError(error)) throw error;
      const { status, code, message, fields } = error;
      const params = Object.keys(fields);
      const data = params.length ? { status, params } : { status };
      res.status(status).json({ code, message, data });
    }
  });

  return router;
}

/** Everybody looks after their own. @throws HttpError 401, 403 */
async function signedIn(blog: Blog, req: Request, whose: string) {
  const program = await programOf(blog, req);
  if (!program) throw httpError(401, 'rest_not_logged_in', 'You are not currently logged in.');
  if (whose !== 'me' && Number(whose) !== program.user.id) {
    const message = 'Sorry, the application passwords of this user are not yours to manage.';
    throw httpError(403, 'rest_cannot_list_application_passwords', message);
  }
  return program;
}

interface Asked {
  user: User;
  /** The password that this request came with. */
  used: ApplicationPassword;
  /** A UUID, `introspect`, or '' for all of them. */
  what: string;
}

async function answer(blog: Blog, req: Request, res: Response, { user, used, what }: Asked): Promise<void> {
  const all = await applicationPasswordsOf(blog.db, user.id);
  const one = what === 'introspect' ? used : all.find(({ uuid }) => uuid === what);
  const view = (row: ApplicationPassword) => passwordFields(blog, user, row);
  if (what && !one)
    throw httpError(404, 'rest_application_password_not_found', 'Application password not found.');
  if (req.method === 'GET' || req.method === 'HEAD') res.json(one ? view(one) : all.map(view));
  else if (req.method === 'POST' && !what) {
    const { name, app_id } = wanted(req.body);
    const password = await makeApplicationPassword(blog, user, name, app_id);
    const [made] = (await applicationPasswordsOf(blog.db, user.id)).filter(
      ({ uuid }) => !all.some((old) => old.uuid === uuid),
    );
    res.status(201).json({ ...view(made!), password });
  } else if (req.method === 'DELETE' && one && what !== 'introspect') {
    await deleteApplicationPassword(blog.db, user.id, one.uuid);
    res.json({ deleted: true, previous: view(one) });
  } else if (req.method === 'DELETE' && !what) {
    res.json({ deleted: true, count: await deleteApplicationPasswords(blog.db, user.id) });
  } else throw httpError(404, 'rest_no_route', 'No route was found matching the URL and request method.');
}

const fields = z.object({
  name: z.string().trim().min(1).max(1000),
  app_id: z.union([z.literal(''), z.uuid()]).default(''),
});

/** @throws HttpError 400 with WordPress's codes */
function wanted(body: unknown): z.infer<typeof fields> {
  const read = fields.safeParse(body ?? {});
  if (read.success) return read.data;
  const names = [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  const isMissing = names.includes('name') && (body as { name?: unknown } | undefined)?.name === undefined;
  const [code, words] = isMissing
    ? ['rest_missing_callback_param', 'Missing parameter(s)']
    : ['rest_invalid_param', 'Invalid parameter(s)'];
  throw httpError(
    400,
    code,
    `${words}: ${names.join(', ')}`,
    Object.fromEntries(names.map((name) => [name, name])),
  );
}

const unreadable = () => httpError(400, 'rest_invalid_json', 'Invalid JSON body passed.');

/** WordPress's fields. */
function passwordFields({ url }: Blog, user: User, row: ApplicationPassword) {
  const moment = (date: Date | null) => date && date.toISOString().slice(0, 19);
  const href = `${url}/wp-json/wp/v2/users/${user.id}/application-passwords/${row.uuid}`;
  return {
    uuid: row.uuid,
    app_id: row.app_id,
    name: row.name,
    created: moment(row.created_at),
    last_used: moment(row.last_used_at),
    last_ip: row.last_ip,
    _links: { self: [{ href }] },
  };
}
