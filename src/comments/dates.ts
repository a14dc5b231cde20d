// comments/dates.ts: the date of a comment in the site's words and zone.
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import { timeView, type TimeView } from '../base/time/relative.ts';
import type { Blog } from '../blog.ts';

/** A function that writes dates as this site does; made once for a whole list. */
export async function datesOf(blog: Blog): Promise<(date: Date) => string> {
  const { WPLANG, timezone_string, date_format, time_format } = await settings(blog.db, general);
  const style = { zone: timezone_string, locale: WPLANG };
  return (date) =>
    __(
      /* translators: date and time */ '%1$s at %2$s',
      formatDate(date, date_format, style),
      formatDate(date, time_format, style),
    );
}

/** The same for the lists of the admin: how long ago, with the exact date beside it. */
export async function timesOf(blog: Blog): Promise<(date: Date) => TimeView> {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const style = { zone, now: blog.now(), date_format, time_format };
  return (date) => timeView(date, style);
}
