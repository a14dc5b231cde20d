// base/mail/email.ts: a mail that was written: it has a row before anything is tried.

/** `waiting` also stays the status of every email of a site without SMTP_URL: the admin reads it in the outbox. */
export type EmailStatus = 'waiting' | 'sent' | 'failed';

export interface Email {
  id: number;
  /** What the email is about, such as `comment:12:author`; a second email under the same key is not written. */
  key: string;
  /** Without angle brackets; the same for every try, so that a mailbox shows one. */
  message_id: string;
  to_address: string;
  reply_to: string | null;
  subject: string;
  body: string;
  /** Null for text alone. */
  html: string | null;
  /** Beside those that every email has: List-Unsubscribe, References. */
  headers: Record<string, string>;
  status: EmailStatus;
  /** What the mail server said when it did not work. */
  error: string | null;
  created_at: Date;
  sent_at: Date | null;
}
