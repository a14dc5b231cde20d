// widgets/calendar.ts: the calendar: a month as a table of weeks, its days with posts leading to their lists.
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { dayIn, formatDate, spanOf, weekdayNames } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { archivePath } from '../posts/archive.ts';
import type { CalendarDayView, CalendarView, WidgetLink } from '../base/themes/regions.ts';
import { filledDays, monthsAround } from './queries.ts';

interface Month {
  year: number;
  month: number;
}

/**
 * The month that the page's address is about, this month otherwise.
 * @param address of the page, with its query
 * @returns undefined while there is nothing to lead to
 */
export async function calendarView(
  blog: Blog,
  address: string,
  linkTo: (title: string, href: string) => WidgetLink,
): Promise<CalendarView | undefined> {
  const { timezone_string: zone, WPLANG: locale, ...site } = await settings(blog.db, general);
  const today = dayIn(blog.now(), zone);
  const shown = monthOf(address) ?? today;
  const { year, month } = shown;
  const span = spanOf(zone, year, month)!;
  const spans = daysOf(zone, shown);
  const [filled, { before, after }] = await Promise.all([
    filledDays(blog.db, spans),
    monthsAround(blog.db, span),
  ]);
  if (!filled.size && !before && !after) return undefined;
  const style = { zone, locale };
  const leadTo = async (date: Date | null) => {
    if (!date) return undefined;
    const { year, month } = dayIn(date, zone);
    return linkTo(formatDate(date, 'F Y', style), await archivePath(blog, { kind: 'date', year, month }));
  };
  const dayView = async ({ from }: { from: Date }, index: number): Promise<CalendarDayView> => {
    const day = index + 1;
    return {
      day,
      date: formatDate(from, site.date_format, style),
      href: filled.has(day) ? await archivePath(blog, { kind: 'date', year, month, day }) : '',
      is_today: year === today.year && month === today.month && day === today.day,
    };
  };
  const days = await Promise.all(spans.map(dayView));
  const names = weekdayNames(locale);
  return {
    caption: formatDate(span.from, 'F Y', style),
    weekdays: names.map((_, column) => names[(column + site.start_of_week) % 7]!),
    weeks: weeksOf(days, Number(formatDate(span.from, 'w', style)), site.start_of_week),
    previous: await leadTo(before),
    next: await leadTo(after),
  };
}

/** The month in an address: /2026/06/ and what lies beneath it, ?m=202606. */
function monthOf(address: string): Month | undefined {
  const [, year, month] =
    /^[^?]*\/([12]\d{3})\/(0?[1-9]|1[0-2])(?:[/?]|$)/.exec(address) ??
    /[?&]m=([12]\d{3})(0[1-9]|1[0-2])(?:\d\d)?(?:&|$)/.exec(address) ??
    [];
  return year ? { year: Number(year), month: Number(month) } : undefined;
}

function daysOf(zone: string, { year, month }: Month): { from: Date; until: Date }[] {
  const days = Array.from({ length: 31 }, (_, index) => spanOf(zone, year, month, index + 1));
  return days.filter((span) => span !== undefined);
}

/** Seven places a week; those before the first day and behind the last are empty. */
function weeksOf(days: CalendarDayView[], weekday: number, start_of_week: number) {
  const cells = [...Array<undefined>((weekday - start_of_week + 7) % 7).fill(undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, index) => index * 7);
  return weeks.map((from) => Array.from({ length: 7 }, (_, column) => cells[from + column]));
}
