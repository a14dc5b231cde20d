// backup/feature.ts: copies of database and uploads, by hand and each day; `restore` (cli-bare.ts) brings them back.
import { settingsMenuItem } from '../base/admin/settings-screen.ts';
import type { Feature } from '../feature.ts';
import { backupCommand } from './command.ts';
import { planDaily, runBackup } from './daily.ts';
import { backupAdmin, backupScreen } from './settings-admin.ts';
import { backupSettings } from './settings.ts';
import { backupPolicy } from './privacy-policy.ts';

export const backup: Feature = {
  name: 'backup',
  privacy_policy: backupPolicy,
  admin: { menu: [settingsMenuItem(backupScreen, 89)], routes: backupAdmin },
  settings: [backupSettings],
  commands: { backup: backupCommand },
  tasks: { 'backup.plan': planDaily, 'backup.make': runBackup },
  schedules: [{ task: 'backup.plan', pattern: '11 * * * *' }],
};
