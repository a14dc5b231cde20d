// export/capsule/view.ts: a capsule as the admin shows it.
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import type { CapsuleRow } from '../queries/capsules.ts';

export interface CapsuleView {
  href: string;
  made: string;
  status_label: string;
  is_going: boolean;
  is_ready: boolean;
  text: string;
}

/** After this long without a sign one that is being made is taken to have ended with its process. */
const patience = 600_000; // milliseconds
const labels = { waiting: 'Waiting', running: 'Being made', done: 'Ready', failed: 'Failed' };

interface Printed {
  timezone_string: string;
  WPLANG: string;
  date_format: string;
  time_format: string;
}

export function capsuleView(
  blog: Pick<Blog, 'now'>,
  row: CapsuleRow,
  { timezone_string: zone, WPLANG: locale, date_format, time_format }: Printed,
): CapsuleView {
  const isGoing = row.status === 'waiting' || row.status === 'running';
  const standsStill = isGoing && blog.now().getTime() - row.updated_at.getTime() > patience;
  return {
    href: `/admin/capsules/${row.id}`,
    made: formatDate(row.created_at, `${date_format} ${time_format}`, { zone, locale }),
    status_label: standsStill ? 'Stands still' : labels[row.status],
    is_going: isGoing && !standsStill,
    is_ready: row.status === 'done',
    text: textOf(row),
  };
}

function textOf({ status, phase, entries, byte_size }: CapsuleRow): string {
  if (status === 'done')
    return `${(byte_size / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;
  if (status === 'failed') return 'It stopped for a reason that was noted in the log. Ask for another.';
  return phase ? `${phase}: ${entries.toLocaleString('en-US')} files` : 'Waiting for its turn.';
}
