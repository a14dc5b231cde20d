// backup/settings-admin.ts: Settings → Backup: the daily backup, those that are there, and one at once.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { settingsSaved } from '../announcements.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { settingsScreen, type SettingsScreen } from '../base/admin/settings-screen.ts';
import { currentLanguage } from '../base/language/current.ts';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { startBackup } from './daily.ts';
import { latestBackups } from './make-backup.ts';
import { backupSettings } from './settings.ts';

export const backupScreen: SettingsScreen = {
  name: 'backup',
  title: 'Backup',
  declared: [backupSettings],
  template: 'backup/admin-settings',
};

export function backupAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/settings/backup', needs('export'));
  router.use(
    settingsScreen(blog, backupScreen, {
      guard: needs('manage_options'),
      announce: settingsSaved,
      more: async () => ({ backups: await backupsView(blog), folder: blog.config.BACKUP_DIR }),
    }),
  );

  router.post('/settings/backup/now', needs('manage_options'), makeOne.bind(null, blog));

  return router;
}

async function makeOne(blog: Blog, req: Request, res: Response) {
  await startBackup(blog);
  leaveNotice(req, __('A backup is being made in the background. It appears here when it is whole.'));
  res.redirect(303, '/admin/settings/backup');
}

async function backupsView(blog: Blog) {
  const {
    timezone_string: zone,
    WPLANG: locale,
    date_format,
    time_format,
  } = await settings(blog.db, general);
  const number = (value: number) => value.toLocaleString(currentLanguage().tag);
  const damaged = { made: '', rows: '', files: '', megabytes: '', note: __('It cannot be read: remove it.') };
  return latestBackups(blog.config.BACKUP_DIR, 50).map(({ name, manifest }) => {
    if (!manifest) return { name, ...damaged };
    const { made_at, dump, uploads } = manifest;
    return {
      name,
      made: formatDate(new Date(made_at), `${date_format} ${time_format}`, { zone, locale }),
      rows: number(dump.tables.reduce((sum, { rows }) => sum + rows, 0)),
      files: number(uploads.files),
      megabytes: number(Math.ceil(uploads.bytes / 1_000_000)),
      note: uploads.missing.length
        ? __(/* translators: names of files */ 'Not there any more: %s', uploads.missing.join(', '))
        : '',
    };
  });
}
