// attachments/privacy-policy.ts: what the privacy policy says of files of comments.
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { PolicyOf } from '../blog.ts';
import { attachmentSettings } from './settings.ts';

export const attachmentPolicy: PolicyOf = async ({ db }) => {
  const { who_can_upload, delete_with_comment, delete_attachment_action } = await settings(
    db,
    attachmentSettings,
  );
  return [
    {
      heading: __('Files'),
      text: [
        who_can_upload === 1
          ? __('Comments may bring files. They are kept here, and shown with the comment.')
          : __(
              'Comments of users who are signed in may bring files. They are kept here, and shown with the comment.',
            ),
        delete_with_comment && delete_attachment_action === 1
          ? __('When the comment is deleted they are, too.')
          : __('They stay here when the comment is deleted; write to us to have them deleted.'),
      ],
    },
  ];
};
