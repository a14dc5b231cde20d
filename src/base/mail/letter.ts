// base/mail/letter.ts: a mail that was written: it has a row before anything is tried.

/** `waiting` also stays the status of every letter of a site without SMTP_URL: the admin reads it in the outbox. */
export type LetterStatus = 'waiting' | 'sent' | 'failed';

export interface Letter {
  id: number;
  /** What the letter is about, such as `comment:12:author`; a second letter under the same key is not written. */
  key: string;
  /** Without angle brackets; the same for every try, so that a mailbox shows one. */
  message_id: string;
  to_address: string;
  reply_to: string | null;
  subject: string;
  body: string;
  status: LetterStatus;
  /** What the mail server said when it did not work. */
  error: string | null;
  created_at: Date;
  sent_at: Date | null;
}
