// dashboard/health-view.ts: for the owner: how much space is taken, and what does not work.
import { readersFilesProblem } from '../attachments/check-staged-files.ts';
import { countJobs } from '../base/jobs/queries.ts';
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
  const { failed, waiting } = letters;
  const line = (text: string, href: string, is_problem = true) => ({ text, href, is_problem });
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
      ...(jobs.failed
        ? [line(`${counted(jobs.failed, 'job')} in the background failed`, '/admin/jobs?state=failed')]
        : []),
      ...(failed
        ? [line(`${counted(failed, 'letter')} could not be sent`, '/admin/outbox?status=failed')]
        : []),
      ...(waiting && !config.SMTP_URL
        ? [
            line(
              `${counted(waiting, 'letter')} not sent: there is no mail server (SMTP_URL)`,
              '/admin/outbox',
            ),
          ]
        : []),
      ...(waiting && config.SMTP_URL
        ? [line(`${counted(waiting, 'letter')} to be sent`, '/admin/outbox?status=waiting', false)]
        : []),
    ],
  };
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
