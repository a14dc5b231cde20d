// dashboard/health-view.ts: for the owner: how much space is taken, and what does not work.
import { readersFilesProblem } from '../attachments/check-staged-files.ts';
import { countJobs } from '../base/jobs/queries.ts';
import { _n } from '../base/language/gettext.ts';
import { countEmails } from '../base/mail/queries.ts';
import type { Blog } from '../blog.ts';
import { sizeLabel } from '../media/view.ts';
import { storageUsed } from './queries.ts';

export async function healthView(blog: Blog) {
  const { db, config } = blog;
  const [used, jobs, letters, files] = await Promise.all([
    storageUsed(db),
    countJobs(db),
    countEmails(db),
    readersFilesProblem(blog),
  ]);
  return {
    storage: {
      files: used.files,
      uploads: sizeLabel(used.uploads),
      from_comments: sizeLabel(used.from_comments),
      database: sizeLabel(used.database),
      version: used.version,
    },
    lines: [
      ...(files ? [line(`${files}.`, '/admin/settings/discussion')] : []),
      ...(jobs.failed ? [line(failedJobs(jobs.failed), '/admin/jobs?state=failed')] : []),
      ...linesOfLetters(letters, Boolean(config.SMTP_URL)),
    ],
  };
}

const line = (text: string, href: string, is_problem = true) => ({ text, href, is_problem });

const failedJobs = (count: number) =>
  _n('%s job in the background failed', '%s jobs in the background failed', count);

function linesOfLetters({ failed, waiting }: { failed: number; waiting: number }, is_sending: boolean) {
  const unsent = _n('%s letter could not be sent', '%s letters could not be sent', failed);
  const stuck = _n(
    '%s letter not sent: there is no mail server (SMTP_URL)',
    '%s letters not sent: there is no mail server (SMTP_URL)',
    waiting,
  );
  const due = _n('%s letter to be sent', '%s letters to be sent', waiting);
  return [
    ...(failed ? [line(unsent, '/admin/outbox?status=failed')] : []),
    ...(waiting && !is_sending ? [line(stuck, '/admin/outbox')] : []),
    ...(waiting && is_sending ? [line(due, '/admin/outbox?status=waiting', false)] : []),
  ];
}
