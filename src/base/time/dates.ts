// base/time/dates.ts: dates and times as people read them, in the site's zone and language.
import { DateTime, FixedOffsetZone, IANAZone, Info, type Zone } from 'luxon';

export interface DateStyle {
  /** IANA name, such as Europe/Berlin; an unknown one counts as UTC. */
  zone: string;
  /** BCP 47, such as de-DE. */
  locale?: string;
}

/**
 * Prints a date by PHP's letters (php.net: DateTimeInterface::format), which is how WordPress stores its formats.
 * A backslash prints the next letter as it is; unknown letters stay.
 */
export function formatDate(date: Date, format: string, style: DateStyle): string {
  const moment = inZone(date, style);
  let printed = '';
  for (let at = 0; at < format.length; at += 1) {
    const letter = format[at]!;
    if (letter === '\\') printed += format[(at += 1)] ?? '';
    else printed += letters[letter]?.(moment) ?? letter;
  }
  return printed;
}

/** ISO 8601 with the zone's offset, for `datetime` attributes and metadata. */
export function isoDate(date: Date, zone: string): string {
  return inZone(date, { zone }).toISO({ suppressMilliseconds: true })!;
}

/** The moment at which clocks in a zone show what `date` shows in UTC. */
export function fromLocal(date: Date, zone: string): Date {
  const shown = DateTime.fromMillis(date.getTime(), { zone: FixedOffsetZone.utcInstance });
  return shown.setZone(known(zone), { keepLocalTime: true }).toJSDate();
}

/** The calendar day in a zone, in numbers. */
export function dayIn(date: Date, zone: string): { year: number; month: number; day: number } {
  const { year, month, day } = inZone(date, { zone });
  return { year, month, day };
}

/** The stretch of time that a year, month or day covers in a zone; undefined when there is no such day. */
export function spanOf(
  zone: string,
  year: number,
  month?: number,
  day?: number,
): { from: Date; until: Date } | undefined {
  const start = DateTime.fromObject({ year, month: month ?? 1, day: day ?? 1 }, { zone: known(zone) });
  if (!start.isValid) return undefined;
  const unit = day ? 'days' : month ? 'months' : 'years';
  return { from: start.toJSDate(), until: start.plus({ [unit]: 1 }).toJSDate() };
}

/** The days of the week from Sunday on, with their shortest form. */
export function weekdayNames(locale: string): { name: string; letter: string }[] {
  const style = { locale: safeLocale(locale) };
  const letters = Info.weekdays('narrow', style);
  const names = Info.weekdays('long', style).map((name, index) => ({ name, letter: letters[index]! }));
  return [names[6]!, ...names.slice(0, 6)];
}

/** Whether a language is written from right to left. */
export const isRightToLeft = (locale: string): boolean =>
  /^(ar|arc|azb|ckb|dv|fa|he|iw|ks|ku-arab|pa-arab|ps|sd|skr|ug|ur|yi)\b/i.test(locale);

function inZone(date: Date, { zone, locale = 'en-US' }: DateStyle): DateTime {
  // The language goes in at once: setting it afterwards makes every date twice.
  return DateTime.fromMillis(date.getTime(), { zone: known(zone), locale: safeLocale(locale) });
}

/**
 * The zone's name as a database knows it; UTC for one that is unknown. To PostgreSQL UTC+2 is two hours west, as POSIX has it:
 * an offset is written so that it cannot be mistaken.
 */
export function zoneName(zone: string): string {
  const found = known(zone);
  if (found.type !== 'fixed' || found.equals(FixedOffsetZone.utcInstance)) return found.name;
  const east = found.formatOffset(0, 'short');
  const west = (east.startsWith('+') ? '-' : '+') + east.slice(1);
  return `<${east.replace(':', '')}>${west}`;
}

/** WordPress's offsets without a place: UTC-12 to UTC+14, with halves and quarters where people live by them. */
export const offsets: string[] = Array.from({ length: 53 }, (_, index) => index / 2 - 12)
  .flatMap((hours) => ([5.5, 8.5, 12.5, 13.5].includes(hours) ? [hours, hours + 0.25] : [hours]))
  .filter((hours) => hours !== 0 && hours <= 14)
  .map((hours) => {
    const whole = Math.trunc(hours);
    const minutes = Math.abs(hours - whole) * 60;
    const sign = hours < 0 ? '-' : '+';
    return `UTC${sign}${Math.abs(whole)}${minutes ? `:${minutes}` : ''}`;
  });

const zones = new Map<string, Zone>();

function known(zone: string): Zone {
  const found = zones.get(zone);
  if (found) return found;
  const isNamed = zone !== '' && zone.toUpperCase() !== 'UTC' && Info.isValidIANAZone(zone);
  const made = fixed(zone) ?? (isNamed ? IANAZone.create(zone) : FixedOffsetZone.utcInstance);
  zones.set(zone, made);
  return made;
}

/** UTC+2, UTC-3:30, and the form for the database. */
function fixed(zone: string): Zone | undefined {
  const [, sign, hours, minutes = '0'] =
    /^UTC([+-])(\d{1,2})(?::(\d{2}))?$/.exec(zone) ?? /^<([+-])(\d{2})(\d{2})>/.exec(zone) ?? [];
  if (!sign || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return FixedOffsetZone.instance((sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)));
}

const locales = new Map<string, string>();

// WordPress writes de_DE and de_DE_formal; Intl throws on both.
function safeLocale(locale: string): string {
  const found = locales.get(locale);
  if (found) return found;
  const given = locale.split('_').slice(0, 2).join('-') || 'en-US';
  const name = Intl.DateTimeFormat.supportedLocalesOf(isTag(given) ? [given] : []).length ? given : 'en-US';
  locales.set(locale, name);
  return name;
}

const isTag = (given: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(given);

const two = (value: number): string => String(value).padStart(2, '0');

const letters: Record<string, (moment: DateTime) => string> = {
  d: ({ day }) => two(day),
  D: ({ weekdayShort }) => weekdayShort ?? '',
  j: ({ day }) => String(day),
  l: ({ weekdayLong }) => weekdayLong ?? '',
  N: ({ weekday }) => String(weekday),
  S: ({ day }) => ordinal(day),
  w: ({ weekday }) => String(weekday % 7),
  z: ({ ordinal: dayOfYear }) => String(dayOfYear - 1),
  W: ({ weekNumber }) => two(weekNumber),
  F: ({ monthLong }) => monthLong ?? '',
  m: ({ month }) => two(month),
  M: ({ monthShort }) => monthShort ?? '',
  n: ({ month }) => String(month),
  t: ({ daysInMonth }) => String(daysInMonth),
  L: ({ isInLeapYear }) => (isInLeapYear ? '1' : '0'),
  o: ({ weekYear }) => String(weekYear),
  Y: ({ year }) => String(year),
  y: ({ year }) => two(year % 100),
  a: (moment) => halfOf(moment).toLowerCase(),
  A: halfOf,
  g: ({ hour }) => String(hour % 12 || 12),
  G: ({ hour }) => String(hour),
  h: ({ hour }) => two(hour % 12 || 12),
  H: ({ hour }) => two(hour),
  i: ({ minute }) => two(minute),
  s: ({ second }) => two(second),
  e: ({ zoneName }) => (zoneName === 'utc' ? 'UTC' : (zoneName ?? '')),
  T: ({ offsetNameShort }) => offsetNameShort ?? '',
  O: (moment) => moment.toFormat('ZZZ'),
  P: (moment) => moment.toFormat('ZZ'),
  Z: ({ offset }) => String(offset * 60),
  c: (moment) => moment.toISO({ suppressMilliseconds: true, includeOffset: true }) ?? '',
  r: (moment) => moment.toRFC2822() ?? '',
  U: (moment) => String(Math.floor(moment.toSeconds())),
};

const halves = new Map<string, string[]>();

/** AM or PM, as the language says it. */
function halfOf({ hour, locale }: DateTime): string {
  const language = locale ?? 'en-US';
  const known = halves.get(language) ?? Info.meridiems({ locale: language });
  halves.set(language, known);
  return known[hour < 12 ? 0 : 1]!;
}

function ordinal(day: number): string {
  if (day > 10 && day < 14) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
