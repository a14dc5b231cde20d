// accounts/feature.ts: users, roles, sessions, passwords, second factors, passkeys, who may do what.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { applicationPasswordsAdmin } from './admin-application-passwords.ts';
import { authorizeAdmin } from './admin-authorize.ts';
import { passkeysAdmin } from './admin-passkeys.ts';
import { sessionsAdmin } from './admin-sessions.ts';
import { applicationPasswordRest } from './application-password-rest.ts';
import { twoFactorAdmin } from './admin-two-factor.ts';
import { accountsAdmin } from './admin.ts';
import { lostPasswordSite } from './lost-password-site.ts';
import { accountsOpen } from './open.ts';
import { passkeySite } from './passkey-site.ts';
import { removeExpired } from './queries.ts';
import { registerSite } from './register-site.ts';
import { accountsRest } from './rest.ts';
import { closeSessions } from './session.ts';
import { membership } from './settings.ts';
import { accountsSite } from './site.ts';

// Found by "Go to…" as places on the profile.
const holds = [
  { title: 'Two-factor sign-in', name: 'two_factor', anchor: 'security' },
  { title: 'Application passwords', name: 'application_passwords', anchor: 'programs' },
  { title: 'Passkeys', name: 'passkeys', anchor: 'passkeys' },
  { title: 'Where I am signed in', name: 'sessions', anchor: 'sessions' },
];
const profile = { title: 'Profile', path: '/admin/profile', position: 71, holds };

export const accounts: Feature = {
  name: 'accounts',
  open: (blog) => Router().use(accountsOpen(), accountsRest(blog), applicationPasswordRest(blog)),
  site: (blog) =>
    Router().use(registerSite(blog), accountsSite(blog), passkeySite(blog), lostPasswordSite(blog)),
  admin: {
    menu: [
      { title: 'Users', path: '/admin/users', position: 70, capability: 'list_users' },
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
  settings: [membership],
  tasks: { 'accounts:prune': (blog) => removeExpired(blog.db) },
  schedules: [{ task: 'accounts:prune', pattern: '17 * * * *' }],
  stop: closeSessions,
};
