// backup/settings.ts: whether a backup is made each day, when, and how many are kept.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, group, number } from '../base/settings/declare.ts';

export const backupSettings = z.object(
  group('backup', N_('Daily backup'), {
    backup_daily: checkbox(false, N_('Make a backup each day'), {
      help: N_(
        'Of the database and the uploads, while the blog runs, into the folder that BACKUP_DIR names. Copy that folder to another machine: a disk that fails takes both.',
      ),
    }),
    backup_hour: number(3, N_('Hour'), {
      min: 0,
      max: 23,
      help: N_('From 0 to 23, in the site’s timezone.'),
    }),
    backup_keep: number(7, N_('Backups to keep'), {
      min: 1,
      max: 1000,
      help: N_('When a daily backup is done, older ones than these go, those made by hand too.'),
    }),
  }),
);
