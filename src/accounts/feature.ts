// accounts/feature.ts: users, roles, sessions, passwords, second factors, passkeys, who may do what.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { applicationPasswordsAdmin } from './application-passwords/admin.ts';
import { authorizeAdmin } from './application-passwords/authorize-admin.ts';
import { foldNames, wantNames } from './fold-names.ts';
import { passkeysAdmin } from './passkeys/admin.ts';
import { sessionsAdmin } from './sessions/admin.ts';
import { avatarSite } from './avatars/site.ts';
import { authenticationOf } from './application-passwords/application-password.ts';
import { applicationPasswordRest } from './application-passwords/rest.ts';
import { twoFactorAdmin } from './two-factor/admin.ts';
import { accountsAdmin } from './users/admin.ts';
import { lostPasswordSite } from './passwords/lost-password-site.ts';
import { accountsOpen } from './open.ts';
import { passkeySite } from './passkeys/site.ts';
import { accountData } from './personal-data.ts';
import { removeExpired } from './queries.ts';
import { registerSite } from './users/register-site.ts';
import { nonceSite } from './sessions/nonce-site.ts';
import { membership } from './settings.ts';
import { accountsSite } from './site.ts';
import { accountPolicy } from './privacy-policy.ts';

// Found by "Go to…" as places on the profile.
const holds = [
  { title: 'Two-factor sign-in', name: 'two_factor', anchor: 'security' },
  { title: 'Application passwords', name: 'application_passwords', anchor: 'programs' },
  { title: 'Passkeys', name: 'passkeys', anchor: 'passkeys' },
  { title: 'Where I am signed in', name: 'sessions', anchor: 'sessions' },
];
const profile = { title: 'Profile', path: '/admin/profile', position: 71, icon: 'user', holds };

export const accounts: Feature = {
  name: 'accounts',
  open: () => accountsOpen(),
  rest: applicationPasswordRest,
  rest_index: (blog) => Promise.resolve(authenticationOf(blog)),
  site: (blog) =>
    Router().use(
      avatarSite(),
      nonceSite(blog),
      registerSite(blog),
      accountsSite(blog),
      passkeySite(blog),
      lostPasswordSite(blog),
    ),
  admin: {
    menu: [
      { title: 'Users', path: '/admin/users', position: 70, icon: 'users', capability: 'list_users' },
      { title: 'All users', path: '/admin/users', position: 70, capability: 'list_users', under: 'Users' },
      { ...profile, capability: 'list_users', under: 'Users' },
      { ...profile, capability: 'read', unless: 'list_users' },
    ],
    routes: (blog) =>
      Router().use(
        accountsAdmin(blog),
        sessionsAdmin(blog),
        twoFactorAdmin(blog),
        applicationPasswordsAdmin(blog),
        authorizeAdmin(blog),
        passkeysAdmin(blog),
      ),
  },
  privacy_policy: accountPolicy,
  personal_data: accountData,
  settings: [membership],
  tasks: { 'accounts:prune': (blog) => removeExpired(blog.db), 'accounts.names': foldNames },
  start: wantNames,
  schedules: [
    { task: 'accounts:prune', pattern: '17 * * * *' },
    { task: 'accounts.names', pattern: '37 * * * *' },
  ],
};
