// export/wxr/comment.ts: a comment of an export, with its meta and what hangs on it. Pure.
import { ownField } from '../../import/wxr/own-fields.ts';
import type { ExportedAttachment, ExportedComment } from '../queries/comments.ts';
import {
  asHtml,
  metaElements,
  metaPairs,
  plainElement,
  sqlDate,
  textElement,
  type MetaPair,
} from './elements.ts';

/** WordPress's words for statuses. It knows no line in place of a comment whose author removed it: its erased row is in the Trash there. */
const approvals = { approve: '1', hold: '0', spam: 'spam', trash: 'trash', removed: 'trash' };
/** Keys that columns and attachments speak for. */
const spoken = ['attachment_id', '_wp_trash_meta_status', '_wp_trash_meta_time', ownField('attachment_text')];

/** @param numbered the numbers that files have in this export @param zone the site's, for local dates */
export function comment(
  row: ExportedComment,
  attachments: ExportedAttachment[],
  numbered: (media_id: number, is_doubled: boolean) => number,
  zone: string,
): string {
  const meta = [
    ...metaPairs(row.meta, spoken),
    ...attachments.map((one): MetaPair => ['attachment_id', String(numbered(one.media_id, one.is_doubled))]),
    ...texts(attachments),
    ...formerStatus(row),
  ];
  return [
    '<wp:comment>\n',
    plainElement('wp:comment_id', row.id),
    textElement('wp:comment_author', asHtml(row.author_name)),
    textElement('wp:comment_author_email', row.author_email),
    plainElement('wp:comment_author_url', row.author_url),
    textElement('wp:comment_author_IP', row.author_ip),
    textElement('wp:comment_agent', row.user_agent),
    textElement('wp:comment_date', sqlDate(row.posted_at, zone)),
    textElement('wp:comment_date_gmt', sqlDate(row.posted_at, 'UTC')),
    textElement('wp:comment_content', row.content),
    textElement('wp:comment_approved', approvals[row.status]),
    textElement('wp:comment_type', row.type),
    plainElement('wp:comment_parent', row.parent_id ?? 0),
    plainElement('wp:comment_user_id', row.user_id ?? 0),
    metaElements('wp:commentmeta', meta),
    '</wp:comment>\n',
  ].join('');
}

/** Descriptions that the comment has of its files, one for each, once one of them has any. */
const texts = (attachments: ExportedAttachment[]): MetaPair[] =>
  attachments.some(({ alternative_text }) => alternative_text)
    ? attachments.map(({ alternative_text }) => [ownField('attachment_text'), alternative_text])
    : [];

function formerStatus({ status, former_status, status_changed_at }: ExportedComment): MetaPair[] {
  if (!['trash', 'spam'].includes(status)) return [];
  return [
    ...(former_status ? [['_wp_trash_meta_status', approvals[former_status]] as MetaPair] : []),
    ...(status_changed_at
      ? [['_wp_trash_meta_time', String(Math.floor(status_changed_at.getTime() / 1000))] as MetaPair]
      : []),
  ];
}
