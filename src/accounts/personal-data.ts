// accounts/personal-data.ts: what is known of somebody who has an account.
import type { Blog, PersonalData, PersonalItem, Person } from '../blog.ts';
import { applicationPasswordsOf } from './application-passwords/queries.ts';
import { passkeysOf } from './passkeys/queries.ts';
import { findUser } from './queries.ts';
import { sessionsOf } from './sessions/queries.ts';

export const accountData: PersonalData[] = [
  {
    name: 'user',
    label: 'Account',
    tables: ['users', 'two_factors', 'recovery_codes', 'password_resets', 'former_user_slugs'],
    collect: account,
    erase: async ({ db }, { user_id }) => {
      const user = user_id === null ? undefined : await findUser(db, user_id);
      const retained = user ? [`The account ${user.login} is kept: delete it under Users.`] : [];
      return { removed: 0, retained };
    },
  },
  {
    name: 'sign-ins',
    label: 'Where the account is signed in',
    tables: ['sessions', 'application_passwords', 'passkeys'],
    collect: signIns,
    // They go with the account, and keep it safe until then.
    erase: () => Promise.resolve({ removed: 0, retained: [] }),
  },
];

async function* account({ db }: Blog, { user_id }: Person): AsyncGenerator<PersonalItem> {
  const user = user_id === null ? undefined : await findUser(db, user_id);
  if (!user) return;
  yield fieldsOf({
    'User name': user.login,
    Email: user.email,
    'Display name': user.display_name,
    'Name in addresses': user.slug,
    Website: user.url,
    'Biographical info': user.bio,
    Role: user.role,
    Registered: user.registered_at.toISOString(),
  });
}

async function* signIns({ db }: Blog, { user_id }: Person): AsyncGenerator<PersonalItem> {
  if (user_id === null) return;
  for (const { user_agent, ip, signed_in_at, seen_at } of await sessionsOf(db, user_id, ''))
    yield fieldsOf({
      Browser: user_agent ?? '',
      'IP address': ip ?? '',
      'Signed in': signed_in_at?.toISOString() ?? '',
      'Last seen': seen_at.toISOString(),
    });
  for (const { name, created_at, last_used_at, last_ip } of await applicationPasswordsOf(db, user_id))
    yield fieldsOf({
      'Application password': name,
      Made: created_at.toISOString(),
      'Last used': last_used_at?.toISOString() ?? '',
      'Last IP address': last_ip ?? '',
    });
  for (const { name, created_at, last_used_at } of await passkeysOf(db, user_id))
    yield fieldsOf({
      Passkey: name,
      Made: created_at.toISOString(),
      'Last used': last_used_at?.toISOString() ?? '',
    });
}

/** A thing with those of its fields that are filled. */
const fieldsOf = (fields: Record<string, string>): PersonalItem => ({
  fields: Object.entries(fields).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
});
