// backup/daily.ts: the job that makes a backup: at the hour of the settings, or when somebody asked for one.
import { formatDate } from '../base/time/dates.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { letGo, makeBackup } from './make-backup.ts';
import { backupSettings } from './settings.ts';

/** Runs each hour; at the right one it puts the backup into the queue. */
export async function planDaily(blog: Blog): Promise<void> {
  const { backup_daily, backup_hour } = await settings(blog.db, backupSettings);
  const { timezone_string: zone } = await settings(blog.db, general);
  if (!backup_daily || Number(formatDate(blog.now(), 'G', { zone })) !== backup_hour) return;
  await startBackup(blog);
}

/** One at a time; asked for twice it is made once. */
export const startBackup = (blog: Pick<Blog, 'db'>): Promise<void> =>
  addJob(blog, 'backup.make', {}, { key: 'backup.make', queue: 'backup', max_attempts: 3 });

/** Makes one, then lets those go that are more than the settings keep. */
export async function runBackup(blog: Blog): Promise<void> {
  const { backup_daily, backup_keep } = await settings(blog.db, backupSettings);
  const { name, manifest } = await makeBackup(blog, blog.config.BACKUP_DIR);
  const { files, bytes, copied, missing } = manifest.uploads;
  blog.log.info({ name, files, bytes, copied }, 'a backup was made');
  if (missing.length)
    blog.log.warn({ name, missing }, 'files that the database names were not there to back up');
  if (backup_daily) letGo(blog.config.BACKUP_DIR, backup_keep);
}
