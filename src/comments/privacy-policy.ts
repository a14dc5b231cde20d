// comments/privacy-policy.ts: what the privacy policy says of comments.
import { __, _n } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { PolicyOf } from '../blog.ts';
import { reactionsOf } from './reactions/reaction.ts';
import { discussion, type Discussion } from './settings.ts';

export const commentPolicy: PolicyOf = async ({ db }) => {
  const rules = await settings(db, discussion);
  return [
    { heading: __('Comments'), text: [...keptOf(rules), ...browserOf(rules), ...doneWith(rules)] },
    ...(rules.comments_subscriptions ? [email()] : []),
  ];
};

const email = () => ({
  heading: __('Email about comments'),
  text: [
    __(
      'Who asks to be told of replies or new comments is written to only after following a link in a first email. The address and what it asked for are kept until it is unsubscribed, by a link in every email.',
    ),
  ],
});

function keptOf({ comments_ip_keep_days: days, comment_edit_minutes }: Discussion): string[] {
  return [
    __(
      'Of a comment we keep what is typed (the text, the name, the email address and the website) and when. The email address is never shown.',
    ),
    days === 0
      ? __('The IP address is used to refuse floods and is not kept.')
      : _n(
          'The IP address and the name of the browser are kept for a day, to tell spam from comments.',
          'The IP address and the name of the browser are kept for %s days, to tell spam from comments.',
          days,
        ),
    ...(comment_edit_minutes
      ? [
          __(
            'A comment that its author edits keeps its earlier texts, which readers may see; deleting it deletes them.',
          ),
        ]
      : []),
  ];
}

function browserOf(rules: Discussion): string[] {
  return [
    ...(rules.show_comments_cookies_opt_in
      ? [
          __(
            'Who agrees to be remembered gets cookies with the name, the email address, the website and a random key, for a year. By the key the browser is known as the author of its comments, to edit and delete them; we keep a digest of it.',
          ),
        ]
      : []),
    ...(rules.comments_reports
      ? [
          __(
            'Who reports a comment is known by such a key or by the account, so that each report counts once; a digest of the network is kept with it.',
          ),
        ]
      : []),
    ...(reactionsOf(rules).length
      ? [
          __(
            'Who reacts to a comment is known by such a key or by the account, so that each reaction counts once.',
          ),
        ]
      : []),
  ];
}

function doneWith({ spam_check, show_avatars }: Discussion): string[] {
  return [
    ...(spam_check
      ? [__('Spam is recognised on this site itself: no comment is sent to anybody for that.')]
      : []),
    ...(show_avatars ? [__('Avatars are drawn here; no other site is asked for a picture.')] : []),
    __('Under My comments everybody reads, edits, deletes and downloads the comments of their browser.'),
  ];
}
