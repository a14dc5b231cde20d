// accounts/application-passwords/rest.ts: /wp-json/wp/v2/users/me/application-passwords: a program looks after the passwords of its user's programs.
import { z } from 'zod';
import { httpError } from '../../base/errors.ts';
import { selfLink } from '../../base/rest/links.ts';
import { editable, restRoute, type RestCall, type RestRoute } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import {
  applicationPasswordsOf,
  deleteApplicationPassword,
  deleteApplicationPasswords,
  renameApplicationPassword,
  type ApplicationPassword,
} from './queries.ts';
import { makeApplicationPassword } from './application-password.ts';
import type { User } from '../user.ts';

const path = String.raw`/wp/v2/users/(?<user_id>(?:\d+|me))/application-passwords`;
const onePath = `${path}/(?<uuid>[\\w\\-]+)`;
const permission = 'signed in';

const whose = z.object({ user_id: z.string().describe('A user’s id, or `me`.') });
const one = whose.extend({ uuid: z.string() });
const name = z.string().trim().min(1).max(1000).describe('The name of the application password.');
const renamed = one.extend({ name });
const made = whose.extend({
  name,
  app_id: z
    .union([z.literal(''), z.uuid()])
    .default('')
    .describe('A UUID provided by the application to uniquely identify it.'),
});

export const applicationPasswordRest: RestRoute<Blog>[] = [
  restRoute({ methods: ['GET'], path, permission, args: whose, answer: list }),
  restRoute({ methods: ['POST'], path, permission, args: made, answer: make }),
  restRoute({ methods: ['DELETE'], path, permission, args: whose, answer: removeAll }),
  restRoute({ methods: ['GET'], path: `${path}/introspect`, permission, args: whose, answer: introspect }),
  restRoute({ methods: ['GET'], path: onePath, permission, args: one, answer: show }),
  restRoute({ methods: editable, path: onePath, permission, args: renamed, answer: rename }),
  restRoute({ methods: ['DELETE'], path: onePath, permission, args: one, answer: remove }),
];

type Whose = RestCall<z.output<typeof whose>>;
type One = RestCall<z.output<typeof one>>;

async function list(blog: Blog, call: Whose) {
  const user = ownerOf(call);
  return (await applicationPasswordsOf(blog.db, user.id)).map((row) => passwordFields(blog, user, row));
}

async function make(blog: Blog, call: RestCall<z.output<typeof made>>) {
  const user = ownerOf(call);
  const before = await applicationPasswordsOf(blog.db, user.id);
  const password = await makeApplicationPassword(blog, user, call.args.name, call.args.app_id);
  const row = (await applicationPasswordsOf(blog.db, user.id)).find(
    ({ uuid }) => !before.some((old) => old.uuid === uuid),
  );
  call.reply.status = 201;
  return { ...passwordFields(blog, user, row!), password };
}

async function removeAll(blog: Blog, call: Whose) {
  return { deleted: true, count: await deleteApplicationPasswords(blog.db, ownerOf(call).id) };
}

async function introspect(blog: Blog, call: Whose) {
  const user = ownerOf(call);
  return passwordFields(blog, user, await passwordOf(blog, user, call.asker!.app_password));
}

async function show(blog: Blog, call: One) {
  const user = ownerOf(call);
  return passwordFields(blog, user, await passwordOf(blog, user, call.args.uuid));
}

async function rename(blog: Blog, call: RestCall<z.output<typeof renamed>>) {
  const user = ownerOf(call);
  const row = await passwordOf(blog, user, call.args.uuid);
  const { name } = call.args;
  await renameApplicationPassword(blog.db, user.id, row.uuid, name);
  return passwordFields(blog, user, { ...row, name });
}

async function remove(blog: Blog, call: One) {
  const user = ownerOf(call);
  const row = await passwordOf(blog, user, call.args.uuid);
  await deleteApplicationPassword(blog.db, user.id, row.uuid);
  return { deleted: true, previous: passwordFields(blog, user, row) };
}

/** Everybody looks after their own. @throws HttpError 403 */
function ownerOf({ args, asker }: Whose): User {
  const { user } = asker!;
  if (args.user_id.toLowerCase() === 'me' || Number(args.user_id) === user.id) return user;
  const message = 'Sorry, the application passwords of this user are not yours to manage.';
  throw httpError(403, 'rest_cannot_list_application_passwords', message);
}

/** @throws HttpError 404 */
async function passwordOf({ db }: Blog, user: User, wanted: string): Promise<ApplicationPassword> {
  const found = (await applicationPasswordsOf(db, user.id)).find(({ uuid }) => uuid === wanted.toLowerCase());
  if (found) return found;
  throw httpError(404, 'rest_application_password_not_found', 'Application password not found.');
}

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
    _links: { self: [selfLink(href, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])] },
  };
}
