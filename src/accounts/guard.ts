// accounts/guard.ts: keeps a screen for those who hold a capability.
import type { RequestHandler } from 'express';
import { forbidden } from '../base/errors.ts';
import type { Guarding } from '../base/http/listed.ts';
import { __ } from '../base/language/gettext.ts';
import { may } from './user.ts';

/** Refuses, with 403, everybody whose role lacks the capability (WordPress's name). */
export function needs(capability: string): RequestHandler & Guarding {
  const guard: RequestHandler = (req, _res, next) => {
    if (may(req.user, capability)) next();
    else next(forbidden(__('Your role does not allow this. Ask an administrator of this site.')));
  };
  return Object.assign(guard, { permission: capability });
}
