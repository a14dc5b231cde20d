// webhooks/privacy-policy.ts: what the privacy policy says of programs that are told of comments.
import { __ } from '../base/language/gettext.ts';
import type { PolicyOf } from '../blog.ts';
import { webhooksFor } from './queries.ts';

export const webhookPolicy: PolicyOf = async ({ db }) => {
  const told = await webhooksFor(db, ['comment.created', 'comment.approved', 'comment.updated']);
  return told.length
    ? [
        {
          heading: __('Who is told of comments'),
          text: [
            __(
              'The owner of this site has other programs or a chat told of comments. They get the name and the beginning of a comment that is shown, never an email or IP address.',
            ),
          ],
        },
      ]
    : [];
};
