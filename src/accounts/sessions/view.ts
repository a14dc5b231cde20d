// accounts/sessions/view.ts: where somebody is signed in, as the profile shows it.
import type { Request } from 'express';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { deviceName } from './device.ts';
import { sessionsOf } from './queries.ts';
import type { User } from '../user.ts';

export interface SessionView {
  key: string;
  device: string;
  /** What the browser says of itself, whole. */
  user_agent: string;
  ip: string;
  signed_in: string;
  seen: string;
  is_this: boolean;
}

/** The sessions of a user; the one that asks stands first and is marked. */
export async function sessionViews(blog: Blog, req: Request, user: User): Promise<SessionView[]> {
  const printed = await datePrinter(blog);
  return (await sessionsOf(blog.db, user.id, req.sessionID)).map((one) => ({
    key: one.key,
    device: deviceName(one.user_agent),
    user_agent: one.user_agent ?? '',
    ip: one.ip ?? 'unknown',
    signed_in: printed(one.signed_in_at),
    seen: printed(one.seen_at),
    is_this: one.is_this,
  }));
}

/** Prints moments as the site's settings have it; `never` says what stands for none. */
export async function datePrinter(blog: Blog): Promise<(date: Date | null, never?: string) => string> {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  return (date, never = 'unknown') =>
    date ? formatDate(date, `${date_format}, ${time_format}`, { zone }) : never;
}
