// accounts/feature.ts: users, roles, sessions, passwords, who may do what.
import type { Feature } from '../feature.ts';

export const accounts: Feature = { name: 'accounts' };
