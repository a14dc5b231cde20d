// backup/privacy-policy.ts: what the privacy policy says of copies.
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { PolicyOf } from '../blog.ts';
import { backupSettings } from './settings.ts';

export const backupPolicy: PolicyOf = async ({ db }) => {
  const { backup_daily, backup_keep } = await settings(db, backupSettings);
  return backup_daily
    ? [
        {
          heading: __('Copies'),
          text: [
            __(
              'The site is copied each day, and the last %s copies are kept. What was deleted here is in the older of them until they go.',
              backup_keep,
            ),
          ],
        },
      ]
    : [];
};
