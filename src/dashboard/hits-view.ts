// dashboard/hits-view.ts: the reads of the last 30 days as bars, as a table, and by post.
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { hitsByDay, mostRead } from '../hits/queries.ts';
import { hitSettings } from '../hits/settings.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import type { Scope } from './scope.ts';

const days = 30;
const mostPosts = 10;
const dayLong = 86_400_000;

/** The chart is drawn in these units and stretched to its place. */
const step = 10;
const gap = 2;
const height = 100;

/** Undefined when reads are not counted. */
export async function hitsView(blog: Blog, scope: Scope) {
  const { hits_enabled, hits_label } = await settings(blog.db, hitSettings);
  if (!hits_enabled) return undefined;
  const now = blog.now().getTime();
  // Reads are counted by days of UTC.
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  const asked = {
    from: dayOf(now - (days - 1) * dayLong),
    until: dayOf(now),
    author_id: scope.posts_of,
  };
  const [{ date_format, WPLANG: locale }, counted, posts] = await Promise.all([
    settings(blog.db, general),
    hitsByDay(blog.db, asked),
    mostRead(blog.db, asked, mostPosts),
  ]);
  const addresses = await permalinks(blog, posts);
  const printed = (day: string) =>
    formatDate(new Date(`${day}T00:00:00Z`), date_format, { zone: 'UTC', locale });
  return {
    label: hits_label,
    chart: chartOf(counted.map(({ day, hits }) => ({ date: printed(day), hits }))),
    posts: posts.map(({ id, title, hits }) => ({
      title: title || __('(no title)'),
      href: addresses.get(id)!,
      hits,
    })),
  };
}

interface DayRead {
  date: string;
  hits: number;
}

function chartOf(read: DayRead[]) {
  const best = read.reduce((found, day) => (day.hits > found.hits ? day : found));
  const total = read.reduce((sum, { hits }) => sum + hits, 0);
  const top = roundUp(best.hits);
  const [first, last] = [read[0]!.date, read.at(-1)!.date];
  return {
    width: read.length * step,
    height,
    top,
    middle: top % 2 ? '' : String(top / 2),
    first,
    last,
    total,
    description: total
      ? __(
          /* translators: how many; first and last day; day with most, how many */ '%1$s from %2$s to %3$s; most on %4$s: %5$s.',
          total,
          first,
          last,
          best.date,
          best.hits,
        )
      : __(/* translators: first and last day */ 'None from %1$s to %2$s.', first, last),
    bars: read.map(({ date, hits }, index) => {
      // A single read is seen beside a thousand.
      const tall = hits ? Math.max(1, Math.round((hits / top) * height * 10) / 10) : 0;
      return { date, hits, x: index * step + gap / 2, y: height - tall, width: step - gap, height: tall };
    }),
  };
}

/** The next round figure: 1, 2 or 5 with noughts, and never less than 2. */
function roundUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 2)));
  return [1, 2, 5, 10].map((times) => times * power).find((round) => round >= Math.max(most, 2))!;
}
