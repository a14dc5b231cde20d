// comments/inbound/reply-address.ts: where an email about a comment may be answered: an address for one reader and one comment.
import { isSignature, keyedDigest } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';

/** Whether readers may answer by email: there is an address for it, and a mail server that hands the answers over. */
export const isReplyByMail = ({ config }: Pick<Blog, 'config'>): boolean =>
  config.REPLY_ADDRESS !== undefined && config.INBOUND_MAIL_TOKEN !== undefined;

/**
 * Where one reader answers one comment: `reply+12-SIGNATURE@blog.example`.
 * @param address the reader's, in lower case
 * @returns undefined where nobody may answer by email
 */
export function replyAddress(blog: Blog, comment_id: number, address: string): string | undefined {
  if (!isReplyByMail(blog)) return undefined;
  const [name, host] = blog.config.REPLY_ADDRESS!.split('@');
  return `${name}+${comment_id}-${signed(blog, comment_id, address)}@${host}`;
}

/**
 * The comment that an email answers.
 * @param recipients all addresses that it was sent to
 * @param from its sender, in lower case
 * @returns undefined when it came to no reply address, or to one that was made for another reader
 */
export function commentAnswered(blog: Blog, recipients: readonly string[], from: string): number | undefined {
  const [name, host] = blog.config.REPLY_ADDRESS!.toLowerCase().split('@');
  for (const recipient of recipients.slice(0, 50)) {
    const [local = '', at] = recipient.toLowerCase().split('@');
    if (at !== host || !local.startsWith(`${name}+`)) continue;
    const [, id, key] = /^(\d{1,9})-([\da-f]{32})$/.exec(local.slice(name!.length + 1)) ?? [];
    if (id && isSignature(key, signed(blog, Number(id), from))) return Number(id);
  }
  return undefined;
}

// Hexadecimal, because mail servers do not keep the case of an address.
const signed = (blog: Blog, comment_id: number, address: string): string =>
  keyedDigest(blog, JSON.stringify(['reply by mail', comment_id, address]))
    .toString('hex')
    .slice(0, 32);
