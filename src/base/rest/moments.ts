// base/rest/moments.ts: dates as the API prints and reads them: in the site's zone without a word of it, and in UTC.
import { DateTime } from 'luxon';

/** A moment in a zone, without the zone: `2024-02-11T10:00:00` (mysql_to_rfc3339). null for none. */
export const localMoment = (date: Date | null, zone: string): string | null =>
  date && DateTime.fromJSDate(date, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");

/** A moment in UTC, without a zone. */
export const utcMoment = (date: Date | null): string | null => date && date.toISOString().slice(0, 19);

/**
 * Reads a moment; one that names no zone is of `zone`. An offset in it counts.
 * @param given what `dateTime` of values.ts let through
 */
export function momentIn(given: string, zone: string): Date {
  return DateTime.fromISO(given.replace(' ', 'T').toUpperCase(), { zone }).toJSDate();
}

/** The moment that `date`, or else `date_gmt`, asks for, as WordPress reads the two; undefined when neither does. */
export function momentAsked(
  { date, date_gmt }: { date?: string | null | undefined; date_gmt?: string | null | undefined },
  zone: string,
): Date | undefined {
  if (date) return momentIn(date, zone);
  return date_gmt ? momentIn(date_gmt, 'UTC') : undefined;
}
