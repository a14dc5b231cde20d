// accounts/users/delete-user.ts: takes a user away. What they wrote is for the features above to keep or move, in the same transaction.
import type { Database } from '../../base/database/database.ts';
import { forbidden, httpError, notFound } from '../../base/errors.ts';
import { deleteUser, findUser, hasAdministrator, lockUser, lockUsers } from '../queries.ts';
import { endSessions } from '../sessions/queries.ts';
import { may, type User } from '../user.ts';

/**
 * Holds the user who is to go, until the transaction ends: nothing is written in their name meanwhile.
 * @throws HttpError 404; 403 for oneself or without the right; 422 for the last administrator
 */
export async function holdRemovable(db: Database, actor: User, id: number): Promise<User> {
  await lockUsers(db);
  // Who acts is looked up again: two administrators may remove each other at the same moment.
  const present = await findUser(db, actor.id);
  if (!may(present, 'delete_users')) throw forbidden('Your role does not allow you to delete users.');
  if (actor.id === id) throw forbidden('Nobody deletes themselves; ask another administrator.');
  const user = await lockUser(db, id);
  if (!user) throw notFound('user');
  if (user.role === 'administrator' && !(await hasAdministrator(db, id))) {
    throw httpError(
      422,
      'last_administrator',
      'This is the only administrator; somebody has to run the site.',
    );
  }
  return user;
}

/** Deletes a held user and ends their sessions: those know of no users' table. */
export async function removeUser(db: Database, { id }: User): Promise<void> {
  await endSessions(db, id);
  await deleteUser(db, id);
}
