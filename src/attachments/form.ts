// attachments/form.ts: the attachment part of the comment form: what may be sent, and what has been received.
import type { User } from '../accounts/user.ts';
import { __, translate } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { extensionsOf, kindOf, typeOf, type MediaKind } from '../media/file-types.ts';
import { groups, groupWords } from '../media/uploads/file-groups.ts';
import { fileLimits } from '../media/limits.ts';
import type { StagedFile } from '../media/media.ts';
import { showsHeic } from '../media/pictures/heic.ts';
import { isHeic } from '../media/pictures/preparation.ts';
import type { RefusedFile, UploadRules } from '../media/uploads/rules.ts';
import { sizeLabel } from '../media/view.ts';
import { stagedFilesOf } from '../media/uploads/staged-queries.ts';
import { countFile, type FileSender } from './count-files.ts';
import { attachmentSettings, type AttachmentSettings } from './settings.ts';

export interface ReceivedView {
  id: string;
  name: string;
  size_label: string;
  kind: MediaKind;
  alternative_text: string;
}

/** Shown by `views/attachments/_field.ejs`. */
export interface AttachmentsFieldView {
  /** False when files may not be sent: nothing is printed but `closed`. */
  is_open: boolean;
  closed: string;
  form_key: string;
  label: string;
  /** The name of the file field: `attachment`, or `attachment[]`. */
  field_name: string;
  is_required: boolean;
  is_multiple: boolean;
  max_bytes: number;
  max_count: number;
  max_total_bytes: number;
  size_label: string;
  total_label: string;
  groups: { name: string; extensions: string }[];
  /** Such as `.jpg,.png`. */
  accept: string;
  says_links_are_embedded: boolean;
  received: ReceivedView[];
  refused: RefusedFile[];
  /** Whether the plain file field is still of use. */
  may_add: boolean;
}

export interface FieldOptions {
  /** The form's key; `newFormKey()` for a new form. */
  form_key: string;
  user?: User | undefined;
  /** From `req.received`, when the form is drawn again. */
  refused?: RefusedFile[];
  /** From `req.received`; read from the database when left out and `is_new` is not set. */
  files?: StagedFile[];
  /** A form nobody has sent yet: nothing can have been received. */
  is_new?: boolean;
}

/** Everything `_field.ejs` shows. */
export async function attachmentsField(blog: Blog, options: FieldOptions): Promise<AttachmentsFieldView> {
  const { form_key, user, refused = [] } = options;
  const rules = await settings(blog.db, attachmentSettings);
  const limits = uploadRules(rules, user);
  const files = options.files ?? (options.is_new ? [] : await stagedFilesOf(blog.db, form_key));
  return {
    is_open: !limits.closed,
    closed: limits.closed ?? '',
    form_key,
    label: rules.enable_multiple_upload ? __('Attachments') : __('Attachment'),
    field_name: rules.enable_multiple_upload ? 'attachment[]' : 'attachment',
    is_required: rules.required_attachment,
    is_multiple: rules.enable_multiple_upload,
    max_bytes: limits.max_bytes,
    max_count: limits.max_count,
    max_total_bytes: limits.max_total_bytes,
    size_label: sizeLabel(limits.max_bytes),
    total_label: sizeLabel(limits.max_total_bytes),
    groups: groupsOf(rules),
    accept: await acceptOf(blog, rules),
    says_links_are_embedded: rules.autoembed_links,
    received: files.map(receivedView),
    refused,
    may_add: files.length < limits.max_count,
  };
}

/** A phone that is not told that HEIC is taken sends JPEG. */
async function acceptOf(blog: Blog, { allowed_file_types }: AttachmentSettings): Promise<string> {
  const takesHeic = await showsHeic(blog);
  const named = allowed_file_types.filter((one) => takesHeic || !isHeic(typeOf(one)!.mime_type));
  return named.map((extension) => `.${extension}`).join(',');
}

/** The limits for `receiveFiles`, as the settings have them now. */
export async function attachmentRules(blog: Blog, user: User | undefined): Promise<UploadRules> {
  return uploadRules(await settings(blog.db, attachmentSettings), user);
}

/** The same for files of readers, which are counted by who sends them. */
export async function readersRules(blog: Blog, sender: FileSender): Promise<UploadRules> {
  const rules = await settings(blog.db, attachmentSettings);
  return { ...uploadRules(rules, sender.user), admit: () => countFile(blog, rules, sender) };
}

function uploadRules(rules: AttachmentSettings, user: User | undefined): UploadRules {
  const isMultiple = rules.enable_multiple_upload;
  return {
    ...fileLimits(
      rules.max_upload_size,
      isMultiple ? rules.max_upload_count : 1,
      isMultiple ? rules.max_upload_total_size : rules.max_upload_size,
    ),
    extensions: new Set(rules.allowed_file_types),
    area: 'readers',
    ...(rules.who_can_upload === 2 && !user && { closed: __('Sign in to attach files.') }),
  };
}

function groupsOf(rules: AttachmentSettings): { name: string; extensions: string }[] {
  const allowed = new Set(rules.allowed_file_types);
  return groups.flatMap((name) => {
    const extensions = extensionsOf(name).filter((extension) => allowed.has(extension));
    return extensions.length
      ? [{ name: translate(groupWords[name]), extensions: extensions.join(', ') }]
      : [];
  });
}

/** A received file as the form lists it. */
export const receivedView = ({
  id,
  name,
  byte_size,
  mime_type,
  alternative_text,
}: StagedFile): ReceivedView => ({
  id,
  name,
  size_label: sizeLabel(byte_size),
  kind: kindOf(mime_type),
  alternative_text,
});
