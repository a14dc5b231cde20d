// embeds/privacy-policy.ts: what the privacy policy says of players and cards of other sites.
import { __ } from '../base/language/gettext.ts';
import type { PolicyOf } from '../blog.ts';

export const embedPolicy: PolicyOf = () =>
  Promise.resolve([
    {
      heading: __('Content of other sites'),
      text: [
        __(
          'Players and cards of other sites are shown with words and pictures that are kept here. Only a click on one loads the other site, which then learns what it learns of every visitor, such as the IP address.',
        ),
      ],
    },
  ]);
