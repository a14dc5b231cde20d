// accounts/privacy-policy.ts: what the privacy policy says of accounts and signing in.
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { PolicyOf } from '../blog.ts';
import { membership } from './settings.ts';

export const accountPolicy: PolicyOf = async ({ db }) => {
  const { users_can_register } = await settings(db, membership);
  return [
    {
      heading: __('Accounts'),
      text: [
        ...(users_can_register
          ? [
              __(
                'Anyone can make an account. It holds a user name, an email address and what its owner adds to the profile.',
              ),
            ]
          : [__('Only people whom the owner of this site has given an account can sign in.')]),
        __(
          'Whoever signs in gets a cookie that keeps the session. With it are kept the IP address and the name of the browser, so that an account’s owner sees where it is signed in; they go when the session ends.',
        ),
      ],
    },
  ];
};
