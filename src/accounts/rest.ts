// accounts/rest.ts: /wp-json/wp/v2/users/me: a program asks who it is, with WordPress's fields.
import { Router, type Request, type Response } from 'express';
import { httpError, isHttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { userOfProgram } from './application-passwords/application-password.ts';
import { capabilitiesOf, type User } from './user.ts';

const route = '/wp/v2/users/me';

export function accountsRest(blog: Blog): Router {
  const router = Router();

  router.get([`/wp-json${route}`, `/wp-json${route}/`], (req, res) => me(blog, req, res));
  router.get(['/', '/index.php'], (req, res, next) => {
    if (req.query.rest_route === route) return me(blog, req, res);
    return next();
  });

  return router;
}

/** Errors in the REST API's envelope: its clients read `code`. */
async function me(blog: Blog, req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'no-store');
  try {
    const user = await userOfProgram(blog, req);
    if (!user) throw httpError(401, 'rest_not_logged_in', 'You are not currently logged in.');
    res.json(chosen(userFields(blog, user, req.query.context === 'edit'), req.query._fields));
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const { status, code, message } = error;
    res.status(status).json({ code, message, data: { status } });
  }
}

function userFields({ url }: Blog, user: User, isEdit: boolean): Record<string, unknown> {
  const { id, login, email, display_name: name, bio: description, slug, role, registered_at } = user;
  const link = `${url}/author/${encodeURIComponent(slug)}/`;
  const seen = { id, name, url: user.url, description, link, slug, avatar_urls: {}, meta: [] };
  if (!isEdit) return seen;
  const held = Object.fromEntries([...capabilitiesOf(role), role].map((capability) => [capability, true]));
  return {
    ...seen,
    username: login,
    first_name: '',
    last_name: '',
    email,
    locale: 'en_US',
    nickname: name,
    roles: [role],
    registered_date: registered_at.toISOString().replace(/\.\d+Z$/, '+00:00'),
    capabilities: held,
    extra_capabilities: { [role]: true },
  };
}

/** Only the fields that `_fields` names. */
function chosen(fields: Record<string, unknown>, wanted: unknown): Record<string, unknown> {
  if (typeof wanted !== 'string' || !wanted) return fields;
  const names = new Set(wanted.split(',').map((name) => name.trim()));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
}
