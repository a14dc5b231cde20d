// backup/settings.ts: whether a backup is made each day, when, and how many are kept.
import { z } from 'zod';
import { checkbox, group, number } from '../base/settings/declare.ts';

export const backupSettings = z.object(
  group('backup', 'Daily backup', {
    backup_daily: checkbox(false, 'Make a backup each day', {
      help: 'Of the database and the uploads, while the blog runs, into the folder that BACKUP_DIR names. Copy that folder to another machine: a disk that fails takes both.',
    }),
    backup_hour: number(3, 'Hour', {
      min: 0,
      max: 23,
      help: 'From 0 to 23, in the site’s timezone.',
    }),
    backup_keep: number(7, 'Backups to keep', {
      min: 1,
      max: 1000,
      help: 'When a daily backup is done, older ones than these go, those made by hand too.',
    }),
  }),
);
