// import/view.ts: an import as the admin shows it.
import { N_, __, __number, _n, translate } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import type { ImportRow } from './queries/imports.ts';
import { readerNamed } from './readers.ts';
import type { SummaryRow } from './summary.ts';

export interface ImportView {
  id: number;
  name: string;
  /** The system that it comes from. */
  from: string;
  href: string;
  status_label: string;
  is_going: boolean;
  /** Whether it stopped or stands still, and may go on. */
  may_start: boolean;
  /** In whose name it is asked: the password is asked for again. */
  login: string;
  percent: number;
  /** How far it is, in words. */
  text: string;
  error: string;
  rows: (Omit<SummaryRow, 'reasons'> & { why: string })[];
  fetches_attachments: boolean;
}

/** After this long without a sign a running import is taken to have ended with its process. */
const patience = 120_000; // milliseconds

const labels = { waiting: N_('Waiting'), running: N_('Coming in'), done: N_('Done'), failed: N_('Stopped') };

export function importView(blog: Pick<Blog, 'now'>, row: ImportRow): ImportView {
  const isGoing = row.status === 'waiting' || row.status === 'running';
  const standsStill = isGoing && blog.now().getTime() - row.updated_at.getTime() > patience;
  const percent = row.byte_size ? Math.floor((row.bytes_read / row.byte_size) * 100) : 0;
  return {
    id: row.id,
    name: row.name,
    from: translate(readerNamed(row.kind)?.title ?? row.kind),
    href: `/admin/import/${row.id}`,
    status_label: standsStill ? __('Stands still') : translate(labels[row.status]),
    is_going: isGoing && !standsStill,
    may_start: row.status === 'failed' || standsStill,
    login: row.login,
    percent: row.status === 'done' ? 100 : Math.min(percent, 99),
    text: progressText(row),
    error: translate(row.error ?? ''),
    rows: row.summary.map(({ reasons, ...counts }) => ({
      ...counts,
      mended: counts.mended ?? 0,
      why: reasons.join('; '),
    })),
    fetches_attachments: row.fetches_attachments,
  };
}

function progressText({ status, bytes_read, byte_size, summary }: ImportRow): string {
  if (status === 'waiting') return __('Waiting for its turn.');
  if (status === 'running' && bytes_read >= byte_size) return __('All is read; the texts are made ready.');
  const came = summary.reduce((sum, { came_in }) => sum + came_in, 0);
  return _n('%s record came in.', '%s records came in.', came, __number(came));
}
