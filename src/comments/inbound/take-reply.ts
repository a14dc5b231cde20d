// comments/inbound/take-reply.ts: an email that answers one about a comment becomes a reply in the thread.
import crypto from 'node:crypto';
import type { AddressObject, ParsedMail } from 'mailparser';
import { httpError, isHttpError, type HttpError } from '../../base/errors.ts';
import { renderText } from '../../base/http/views.ts';
import { __ } from '../../base/language/gettext.ts';
import { headText } from '../../base/mail/address.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { consume, limiter } from '../../base/rate-limit.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';
import { countCommentWork } from '../form/attempts.ts';
import { commentWords } from '../form/form.ts';
import { validate } from '../form/validate.ts';
import { findComment } from '../queries/find.ts';
import { discussion } from '../settings.ts';
import { submitComment } from '../submit.ts';
import { findSubscriber, nameInConversation } from '../subscriptions/queries.ts';
import { ownWords } from './own-words.ts';
import { commentAnswered } from './reply-address.ts';

// Three times the longest comment, with room for what it quotes.
const mostText = 200_000;

export type Outcome = 'taken' | 'refused' | 'dropped';

/**
 * Takes an answer by email. It counts as a guest's comment: judged, limited and refused by the same rules; who holds the
 * mailbox is no better known than who types its address. What is refused is sent back in words, once for a message.
 * @param raw the message (RFC 5322)
 * @returns dropped for what no person wrote, and for what came to no address made for its sender: nobody is answered
 * @throws HttpError 429 or 503 when it should be sent again later
 */
export async function takeReply(blog: Blog, raw: Buffer): Promise<Outcome> {
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(raw, {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    maxHtmlLengthToParse: mostText,
  });
  const sender = mail.from?.value[0];
  const from = sender?.address?.toLowerCase() ?? '';
  if (!from || mail.from!.value.length > 1 || isAutomatic(mail)) return 'dropped';
  const id = commentAnswered(blog, recipientsIn(mail), from);
  if (!id || !(await findSubscriber(blog.db, from))?.confirmed_at) return 'dropped';
  const answered = await findComment(blog.db, id);
  if (!answered) return 'dropped';
  await consume(limiter(blog.db, 'reply_by_mail', { points: 20, seconds: 600 }), from);
  const text = ownWords((mail.text ?? '').slice(0, mostText));
  const key = crypto
    .createHash('sha256')
    .update(mail.messageId ?? raw)
    .digest('hex');
  try {
    await store(blog, answered, {
      address: from,
      name: sender?.name ?? '',
      text,
      key,
      has_files: mail.attachments.some(({ related }) => !related),
    });
  } catch (error) {
    if (!isHttpError(error) || mayComeAgain(error)) throw error;
    await tellRefused(blog, answered, from, { reason: error.message, text, key });
    return 'refused';
  }
  return 'taken';
}

const mayComeAgain = ({ status }: HttpError): boolean => status === 429 || status >= 500;

interface Reply {
  address: string;
  /** What the sender's mail program calls them. */
  name: string;
  text: string;
  /** The same for the same message. */
  key: string;
  has_files: boolean;
}

async function store(blog: Blog, answered: Comment, reply: Reply): Promise<void> {
  if (reply.has_files) {
    const told = __('Files cannot come by email. Open the comment, and add them to your reply there.');
    throw httpError(422, 'file_refused', told);
  }
  const known = await nameInConversation(blog.db, reply.address, answered.post_id);
  const words = commentWords({
    comment_post_ID: String(answered.post_id),
    comment_parent: String(answered.id),
    author: known ?? headText(reply.name),
    email: reply.address,
    comment: reply.text,
  });
  const rules = await settings(blog.db, discussion);
  const { post, parent } = await validate(blog, words, { rules, isUnlocked: () => false });
  await countCommentWork(blog, { ip: '', browser_key_hash: '' });
  await submitComment(blog, {
    post,
    parent_id: parent?.id,
    author_name: words.author_name,
    author_email: words.author_email,
    author_url: '',
    content: words.content,
    author_ip: '',
    user_agent: 'Email',
    form_key: `mail ${reply.key}`,
  });
}

/** What programs send by themselves (RFC 3834), lists, and bounces: an answer to those would go round in circles. */
function isAutomatic({ headers, headerLines }: ParsedMail): boolean {
  const line = (key: string) => headerLines.find((header) => header.key === key)?.line ?? '';
  const submitted = /^auto-submitted:\s*([\w-]+)/i.exec(line('auto-submitted'))?.[1] ?? 'no';
  return (
    submitted.toLowerCase() !== 'no' ||
    /^precedence:\s*(?:bulk|junk|list|auto_reply)/i.test(line('precedence')) ||
    /^return-path:\s*<\s*>/i.test(line('return-path')) ||
    ['list-id', 'x-autoreply', 'x-autorespond', 'list'].some((name) => headers.has(name)) ||
    /^content-type:\s*multipart\/report/i.test(line('content-type'))
  );
}

/** All whom it was sent to, as its head and the mail servers on its way say. */
function recipientsIn(mail: ParsedMail): string[] {
  const listed = [mail.to, mail.cc]
    .flat()
    .filter((one): one is AddressObject => one !== undefined)
    .flatMap(({ value }) => value.map(({ address }) => address ?? ''));
  const delivered = mail.headerLines
    .filter(({ key }) => ['delivered-to', 'x-original-to', 'envelope-to'].includes(key))
    .map(({ line }) => line.replace(/^[^:]*:\s*/, '').replaceAll(/[<>\s]/g, ''));
  return [...delivered, ...listed];
}

/** The text goes back with the reason: it is lost to nobody. */
async function tellRefused(
  blog: Blog,
  { id }: Comment,
  to: string,
  { reason, text, key }: { reason: string; text: string; key: string },
): Promise<void> {
  const { blogname } = await settings(blog.db, general);
  await sendMail(blog, {
    key: `comment:${id}:reply-refused:${key}`,
    to,
    subject: __('[%s] Your reply was not taken', blogname),
    body: await renderText('comments/mail-reply-refused', {
      reason,
      text,
      read_url: `${blog.url}/comments/${id}`,
    }),
  });
}
