// dashboard/jobs-view.ts: the queue as its screen shows it.
import { pagingView } from '../base/admin/paging.ts';
import { countJobKinds, listJobs, type Job, type JobState } from '../base/jobs/queries.ts';
import { __, N_, translate } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';

const states: JobState[] = ['waiting', 'running', 'failed'];
const stateLabels: Record<JobState, string> = {
  waiting: N_('Waiting'),
  running: N_('Running'),
  failed: N_('Failed'),
};
/** The same beside a job. */
const stateWords: Record<JobState, string> = {
  waiting: N_('waiting'),
  running: N_('running'),
  failed: N_('failed'),
};
const per_page = 50;

/** @param asked the query of the screen, as it came: an unknown state or kind shows all */
export async function jobsView(blog: Blog, asked: { state: unknown; task: unknown; page: number }) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const kinds = await countJobKinds(blog.db);
  const state = states.find((one) => one === asked.state);
  const task = kinds.find((kind) => kind.task === asked.task)?.task;
  const shown = kinds.filter((kind) => !task || kind.task === task);
  const counts = (of: typeof kinds, one: JobState) => of.reduce((sum, kind) => sum + kind[one], 0);
  const total = (state ? [state] : states).reduce((sum, one) => sum + counts(shown, one), 0);
  // The queue grows shorter by itself: a page that is gone is the last there is.
  const page = Math.min(asked.page, Math.max(1, Math.ceil(total / per_page)));
  const offset = (page - 1) * per_page;
  const rows = await listJobs(blog.db, { state, task, limit: per_page, offset });
  return {
    views: [undefined, ...states].map((one) => ({
      title: one ? translate(stateLabels[one]) : __('All'),
      href: one ? `/admin/jobs?state=${one}` : '/admin/jobs',
      count: one ? counts(kinds, one) : states.reduce((sum, each) => sum + counts(kinds, each), 0),
      is_current: one === state && !task,
    })),
    failed: counts(kinds, 'failed'),
    kinds: kinds.map((kind) => ({
      ...kind,
      href: `/admin/jobs?task=${encodeURIComponent(kind.task)}`,
      is_current: kind.task === task,
    })),
    jobs: rows.map((job) =>
      jobView(job, (date) => formatDate(date, `${date_format}, ${time_format}`, { zone })),
    ),
    paging: pagingView('/admin/jobs', { state: state ?? '', task: task ?? '' }, { page, total, per_page }),
  };
}

function jobView(job: Job, printed: (date: Date) => string) {
  const { id, task, attempts, max_attempts, run_at, locked_at, last_error } = job;
  const state: JobState = locked_at ? 'running' : attempts >= max_attempts ? 'failed' : 'waiting';
  return {
    id: String(id),
    task,
    state: translate(stateWords[state]),
    tries: __(
      /* translators: tries that were made, tries that are made at most */ '%1$s of %2$s',
      attempts,
      max_attempts,
    ),
    date: printed(locked_at ?? run_at),
    error: reasonOf(last_error ?? ''),
    is_idle: state !== 'running',
  };
}

/** What went wrong, on one line and without the places in our code, which are for the log. */
function reasonOf(error: string): string {
  const [message = ''] = error.split(/\n\s+at /);
  return message.replace(/\s+/g, ' ').trim().slice(0, 500);
}
