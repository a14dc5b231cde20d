// hits/privacy-policy.ts: what the privacy policy says of counting reads.
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { PolicyOf } from '../blog.ts';
import { hitSettings } from './settings.ts';

export const hitPolicy: PolicyOf = async ({ db }) => {
  const { hits_enabled } = await settings(db, hitSettings);
  return hits_enabled
    ? [
        {
          heading: __('Counting reads'),
          text: [
            __(
              'How often each post was read is counted on this site, as a number. Nobody is recognised for that.',
            ),
          ],
        },
      ]
    : [];
};
