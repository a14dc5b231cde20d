// xmlrpc/blog/zone.ts: how far a zone is from UTC, as programs of WordPress ask for it.
import { formatDate } from '../../base/time/dates.ts';

/** Hours east of UTC at a moment, such as 5.5. */
export const offsetOf = (zone: string, now: Date): number => Number(formatDate(now, 'Z', { zone })) / 3600;
