// export/capsule/view.ts: a capsule as the admin shows it.
import { currentLanguage } from '../../base/language/current.ts';
import { __, N_, translate } from '../../base/language/gettext.ts';
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
const labels = {
  waiting: N_('Waiting'),
  running: N_('Being made'),
  done: N_('Ready'),
  failed: N_('Failed'),
};

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
    status_label: standsStill ? __('Stands still') : translate(labels[row.status]),
    is_going: isGoing && !standsStill,
    is_ready: row.status === 'done',
    text: textOf(row),
  };
}

function textOf({ status, phase, entries, byte_size }: CapsuleRow): string {
  const { tag } = currentLanguage();
  if (status === 'done')
    return __('%s MB', (byte_size / 1_000_000).toLocaleString(tag, { maximumFractionDigits: 1 }));
  if (status === 'failed') return __('It stopped for a reason that was noted in the log. Ask for another.');
  if (!phase) return __('Waiting for its turn.');
  return __(
    /* translators: what is being done; how many files so far */ '%1$s: %2$s files',
    translate(phase),
    entries.toLocaleString(tag),
  );
}
