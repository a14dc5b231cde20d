// xmlrpc/protocol/dates.ts: dates as XML-RPC writes them: without a zone, in the site's own or in UTC, as the member's name says.
import { DateTime } from 'luxon';
import { formatDate } from '../../base/time/dates.ts';
import { dateText, isoDate, textIn, type IsoDate, type Value } from './values.ts';

/** A moment in a zone, such as 20240201T10:00:00. */
export const dateIn = (date: Date, zone: string): IsoDate =>
  isoDate(formatDate(date, 'Ymd\\TH:i:s', { zone }));

/** A moment in UTC. */
export const gmtOf = (date: Date): IsoDate => dateIn(date, 'UTC');

/**
 * Reads a date.
 * @param zone of a date that names none itself (with Z, or an offset)
 * @returns undefined when it is none
 */
export function readDate(value: Value | undefined, zone: string): Date | undefined {
  const text = (dateText(value) ?? textIn(value)).trim();
  if (!text) return undefined;
  const read = DateTime.fromISO(text, { zone: zone || 'UTC' });
  return read.isValid ? read.toJSDate() : undefined;
}
