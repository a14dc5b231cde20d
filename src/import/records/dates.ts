// import/records/dates.ts: the dates of an export: local, GMT, zero and impossible ones.
import { fromLocal } from '../../base/time/dates.ts';

const date = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * `2025-03-04 10:00:00`, also without seconds or time, and ISO 8601 with an offset, as a moment; undefined for WordPress's
 * zero date and anything that is no date.
 * @param zone whose clocks it shows, where it does not say so itself
 */
export function wxrDate(text: string | undefined, zone = 'UTC'): Date | undefined {
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset] =
    date.exec((text ?? '').trim()) ?? [];
  if (!year || Number(year) < 1) return undefined;
  const shown = valid(new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`));
  if (!shown || zone === 'UTC' || offset) return shown && valid(new Date(shown.getTime() - eastOf(offset)));
  return valid(fromLocal(shown, zone));
}

/** Milliseconds that an offset such as `+02:00` is before Greenwich. */
function eastOf(offset = 'Z'): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}

/** What a record is known by again: only dates that were always read, so that no record comes twice. */
export const dateInKey = (gmt: string | undefined, local: string | undefined): string =>
  [gmt, local]
    .filter((text) => /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$/.test((text ?? '').trim()))
    .map((text) => wxrDate(text)?.toISOString())
    .find(Boolean) ?? '';

/** An RFC 822 date, as in `pubDate`; undefined for none. WordPress prints the year -0001 for drafts. */
export function rssDate(text: string | undefined): Date | undefined {
  const given = (text ?? '').trim();
  if (!given || given.includes('-0001')) return undefined;
  return valid(new Date(given));
}

function valid(date: Date): Date | undefined {
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999 ? undefined : date;
}
