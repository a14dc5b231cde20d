// accounts/feature.ts: users, roles, sessions, passwords, who may do what.
import { Router } from 'express';
import type { Feature } from '../feature.ts';
import { applicationPasswordsAdmin } from './admin-application-passwords.ts';
import { sessionsAdmin } from './admin-sessions.ts';
import { twoFactorAdmin } from './admin-two-factor.ts';
import { accountsAdmin } from './admin.ts';
import { lostPasswordSite } from './lost-password-site.ts';
import { accountsOpen } from './open.ts';
import { removeExpired } from './queries.ts';
import { accountsRest } from './rest.ts';
import { closeSessions } from './session.ts';
import { accountsSite } from './site.ts';

export const accounts: Feature = {
  name: 'accounts',
  open: (blog) => Router().use(accountsOpen(), accountsRest(blog)),
  site: (blog) => Router().use(accountsSite(blog), lostPasswordSite(blog)),
  admin: {
    menu: [
      { title: 'Users', path: '/admin/users', position: 70, capability: 'list_users' },
      { title: 'All users', path: '/admin/users', position: 70, capability: 'list_users', under: 'Users' },
      { title: 'Profile', path: '/admin/profile', position: 71, capability: 'list_users', under: 'Users' },
      { title: 'Profile', path: '/admin/profile', position: 71, capability: 'read', unless: 'list_users' },
    ],
    routes: (blog) =>
      Router().use(
        accountsAdmin(blog),
        sessionsAdmin(blog),
        twoFactorAdmin(blog),
        applicationPasswordsAdmin(blog),
      ),
  },
  tasks: { 'accounts:prune': (blog) => removeExpired(blog.db) },
  schedules: [{ task: 'accounts:prune', pattern: '17 * * * *' }],
  stop: closeSessions,
};
