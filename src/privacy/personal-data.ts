// privacy/personal-data.ts: emails to a person and about what they sent, and what they asked for by these tools.
import { emailsTo, removeEmailsOf } from '../base/mail/queries.ts';
import type { Blog, PersonalData, PersonalItem, Person } from '../blog.ts';
import { requestsOf } from './queries.ts';
import { kinds, statuses } from './request.ts';

const portion = 500;

export const mailData: PersonalData[] = [
  { name: 'emails', label: 'Emails', tables: ['letters'], collect: emails, erase: eraseEmails },
  {
    name: 'requests',
    label: 'Requests for personal data',
    tables: ['personal_data_requests'],
    collect: requests,
    erase: () =>
      Promise.resolve({
        removed: 0,
        retained: ['The request itself is kept for a year, to show that it was fulfilled.'],
      }),
  },
];

/** What they say is not repeated: there may be links in them that are still good. */
async function* emails({ db }: Blog, { address }: Person): AsyncGenerator<PersonalItem> {
  for (let after = 0; ;) {
    const found = await emailsTo(db, address, { after, limit: portion });
    for (const { subject, status, created_at } of found)
      yield {
        fields: [
          { name: 'Subject', value: subject },
          { name: 'Written', value: created_at.toISOString() },
          { name: 'State', value: status },
        ],
      };
    if (found.length < portion) return;
    after = found.at(-1)!.id;
  }
}

async function eraseEmails({ db }: Blog, { address }: Person) {
  let removed = 0;
  for (;;) {
    const count = await removeEmailsOf(db, address, portion);
    removed += count;
    if (count < portion) return { removed, retained: [] };
  }
}

async function* requests({ db }: Blog, { address }: Person): AsyncGenerator<PersonalItem> {
  for (const { kind, status, created_at } of await requestsOf(db, address))
    yield {
      fields: [
        { name: 'Request', value: kinds[kind] },
        { name: 'State', value: statuses[status] },
        { name: 'Date', value: created_at.toISOString() },
      ],
    };
}
