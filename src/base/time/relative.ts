// base/time/relative.ts: times as people say them: how long ago, as long as that is short.
import { currentLanguage } from '../language/current.ts';
import { formatDate, isoDate, type DateStyle } from './dates.ts';

/** What `views/admin/_time` shows. */
export interface TimeView {
  /** For the `datetime` attribute. */
  iso: string;
  /** `5 minutes ago`, `yesterday`; the date alone after a week. */
  shown: string;
  /** Date and time, for who wants to know exactly. */
  full: string;
}

export interface TimeStyle extends DateStyle {
  now: Date;
  /** PHP's letters, as the settings have them. */
  date_format: string;
  time_format: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment as it is said now, in the past or to come. */
export function timeView(date: Date, style: TimeStyle): TimeView {
  return {
    iso: isoDate(date, style.zone),
    shown: relativeTo(date, style) ?? formatDate(date, style.date_format, style),
    full: `${formatDate(date, style.date_format, style)}, ${formatDate(date, style.time_format, style)}`,
  };
}

/** Undefined when it is a week away or more. */
function relativeTo(
  date: Date,
  { now, zone, locale = currentLanguage().tag }: TimeStyle,
): string | undefined {
  const away = date.getTime() - now.getTime();
  const far = Math.abs(away);
  const said = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (far < minute) return said.format(0, 'second');
  if (far < hour) return said.format(Math.trunc(away / minute), 'minute');
  const days = daysBetween(now, date, zone);
  if (days === 0 || far < 6 * hour) return said.format(Math.trunc(away / hour), 'hour');
  return Math.abs(days) < 7 ? said.format(days, 'day') : undefined;
}

/** Midnights between two moments in a zone: yesterday is the day before, not 24 hours ago. */
function daysBetween(from: Date, to: Date, zone: string): number {
  const numbered = (date: Date) => Date.parse(`${formatDate(date, 'Y-m-d', { zone })}T00:00:00Z`) / day;
  return Math.round(numbered(to) - numbered(from));
}
