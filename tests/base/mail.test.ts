// tests/base/mail.test.ts: letters that are written, kept, sent once, and never sent to strangers.
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { isMailAddress } from '../../src/base/mail/address.ts';
import type { Email } from '../../src/base/mail/email.ts';
import { sendMail } from '../../src/base/mail/mail.ts';
import { countEmails, recentEmails } from '../../src/base/mail/queries.ts';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { startBlog } from '../blog.ts';

interface Received {
  from: string;
  to: string[];
  mail: ParsedMail;
  raw: string;
}

const received: Received[] = [];
let refuse: string | undefined;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, { envelope }, callback) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const raw = Buffer.concat(parts).toString();
      if (refuse)
        return callback(Object.assign(new Error(refuse), { responseCode: Number(refuse.slice(0, 3)) }));
      void simpleParser(raw).then((mail) => {
        received.push({
          from: (envelope.mailFrom as { address: string }).address,
          to: envelope.rcptTo.map(({ address }) => address),
          mail,
          raw,
        });
        callback();
      });
    });
  },
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
const port = (server.server.address() as AddressInfo).port;

const site = await startBlog({ SMTP_URL: `smtp://127.0.0.1:${port}` });
beforeAll(() =>
  saveSettings(site.blog.db, general, { blogname: 'My blog', admin_email: 'owner@blog.example' }),
);

const note = { key: 'note', to: 'ada@example.com', subject: 'A note', body: 'Some words.\n' };
const last = () => received.at(-1)!;

test('a letter is sent once, from the site, with the commenter in Reply-To only', async () => {
  await sendMail(site.blog, { ...note, reply_to: 'reader@elsewhere.example' });
  await sendMail(site.blog, { ...note, subject: 'The same again' });
  await site.work();

  expect(received).toHaveLength(1);
  expect(last()).toMatchObject({ from: 'owner@blog.example', to: ['ada@example.com'] });
  expect(last().mail.from?.value).toEqual([{ name: 'My blog', address: 'owner@blog.example' }]);
  expect(last().mail.replyTo?.text).toBe('reader@elsewhere.example');
  expect(last().mail.text?.trim()).toBe('Some words.');
  expect(await letter('note')).toMatchObject({ status: 'sent', sent_at: site.blog.now() });
});

test('a rollback takes the letter along', async () => {
  const failing = inTransaction(site.blog, async (blog) => {
    await sendMail(blog, { ...note, key: 'never' });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await site.work();

  expect(await letter('never')).toBeUndefined();
  expect(received).toHaveLength(1);
});

test('a refused letter says why and is not tried for ever; a busy server gets another try', async () => {
  refuse = '550 no such mailbox';
  await sendMail(site.blog, { ...note, key: 'refused' });
  await site.work();
  refuse = '451 come back later';
  await sendMail(site.blog, { ...note, key: 'busy' });
  await site.work();
  refuse = undefined;

  expect(await letter('refused')).toMatchObject({ status: 'failed', error: expect.stringContaining('550') });
  expect(await letter('busy')).toMatchObject({ status: 'waiting', error: expect.stringContaining('451') });
  const before = (await letter('busy'))!.message_id;
  await site.blog.db.raw(`SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at => now())
                            FROM graphile_worker._private_jobs`);
  await site.work();
  expect(last().mail.messageId).toBe(`<${before}>`);
  expect(await countEmails(site.blog.db)).toEqual({ waiting: 0, sent: 2, failed: 1 });
});

test('no head field of a stranger’s making, no foreign recipient (E1)', async () => {
  const breaks = ['\r\n', '\n', '\r', '\u2028', '\u0000\n', '\u0085', '%0d%0a', '\r\n '];
  const fields = [
    'Bcc: thief@evil.example',
    'To: thief@evil.example',
    'Content-Type: text/html',
    '.',
    'DATA',
  ];
  const attempts = breaks.flatMap((pause) => fields.map((field) => `Hello${pause}${field}${pause}${pause}x`));
  const before = received.length;

  for (const [index, attempt] of attempts.entries()) {
    await saveSettings(site.blog.db, general, { blogname: attempt.replaceAll('\0', '') });
    await sendMail(site.blog, {
      ...note,
      key: `attempt:${index}`,
      subject: attempt,
      reply_to: attempt,
      body: attempt,
    });
  }
  await site.work();

  expect(attempts).toHaveLength(40);
  expect(received).toHaveLength(before + 40);
  for (const { to, mail, raw } of received.slice(before)) {
    expect(to).toEqual(['ada@example.com']);
    expect(mail.to).toMatchObject({ text: 'ada@example.com' });
    expect(mail.cc ?? mail.bcc ?? mail.replyTo).toBeUndefined();
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'text/plain' });
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^(bcc|cc|data):?/im);
  }
});

test('odd addresses get no letter (E1)', async () => {
  const odd = [
    '"thief@evil.example x"@example.com',
    'a@example.com, thief@evil.example',
    'friends: thief@evil.example;',
    '<thief@evil.example> a@example.com',
    'thief%evil.example@example.com',
    'a@example.com\r\nRCPT TO:<thief@evil.example>',
    'a(comment@evil.example)@example.com',
    '@evil.example:a@example.com',
    `${'a'.repeat(65)}@example.com`,
    'a@[127.0.0.1]',
  ];

  for (const to of odd) expect(await sendMail(site.blog, { ...note, key: to, to })).toBe(false);
  expect(odd.filter(isMailAddress)).toEqual([]);
  expect(
    ['ada@example.com', "o'neil+x@mail.example.co.uk", 'a@xn--bcher-kva.example'].every(isMailAddress),
  ).toBe(true);
});

test('without a mail server letters stay in the outbox', async () => {
  const quiet = await startBlog();

  await sendMail(quiet.blog, note);
  await quiet.work();

  expect(await recentEmails(quiet.blog.db, { status: 'waiting', limit: 10 })).toMatchObject([
    { to_address: 'ada@example.com', subject: 'A note', body: 'Some words.\n', error: null },
  ]);
});

async function letter(key: string): Promise<Email | undefined> {
  return (await recentEmails(site.blog.db, { limit: 100 })).find((one) => one.key === key);
}
