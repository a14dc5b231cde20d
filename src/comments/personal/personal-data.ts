// comments/personal/personal-data.ts: what comments hold of a person: taken out, or made nobody's while the conversation stays.
import { detachAll, attachmentsOf } from '../../attachments/queries.ts';
import { publishAttachments } from '../../attachments/publish.ts';
import { removeAttachments } from '../../attachments/remove.ts';
import { inTransaction } from '../../base/database/database.ts';
import type { Blog, Erased, PersonalData, PersonalItem, Person } from '../../blog.ts';
import { isKept } from '../comment.ts';
import { passageIn } from '../passages/passage.ts';
import { noteChanges } from '../live/queries.ts';
import { takeBack } from '../own/remove-own.ts';
import { reportReasons } from '../reports/reasons.ts';
import { findSubscriber, removeSubscriber, subscriptionsOf } from '../subscriptions/queries.ts';
import {
  anonymize,
  bansOf,
  commentsOfPerson,
  forgetEndedBansOf,
  forgetMailOf,
  forgetNamesOf,
  forgetPersons,
  namesOf,
  personsOf,
  reactionsBy,
  reportsBy,
} from './queries.ts';

const portion = 200;
const most = 5000;

/** What people are known by, such as browsers, is read from their comments: those come last. */
export const commentData: PersonalData[] = [
  {
    name: 'comment-activity',
    label: 'Reports, reactions and names',
    tables: ['comment_reports', 'comment_reactions', 'comment_names'],
    collect: activity,
    erase: async ({ db }, person) => {
      const persons = await personsOf(db, person);
      const removed = (await forgetPersons(db, persons)) + (await forgetNamesOf(db, persons));
      return { removed, retained: [] };
    },
  },
  {
    name: 'comment-subscriptions',
    label: 'Email about comments',
    tables: [
      'comment_subscribers',
      'comment_subscriptions',
      'comment_subscriber_news',
      'comment_mail',
      'comment_mail_gathered',
      'comment_address_proofs',
    ],
    collect: subscriptions,
    erase: async ({ db }, { address }) => {
      const known = await findSubscriber(db, address);
      await removeSubscriber(db, address);
      const removed = Number(known !== undefined) + (await forgetMailOf(db, address));
      return { removed, retained: [] };
    },
  },
  {
    name: 'comment-bans',
    label: 'Bans',
    tables: ['comment_bans'],
    collect: bans,
    erase: eraseBans,
  },
  {
    name: 'comments',
    label: 'Comments',
    tables: [
      'comments',
      'comment_revisions',
      'comment_decisions',
      'comment_judgements',
      'comment_spam_lessons',
      'comment_appeals',
      'attachments',
    ],
    collect: comments,
    erase: eraseComments,
  },
];

async function* comments(blog: Blog, person: Person): AsyncGenerator<PersonalItem> {
  for (let before = 2 ** 31 - 1; ;) {
    const found = await commentsOfPerson(blog.db, person, { before, limit: portion });
    const files = await attachmentsOf(
      blog.db,
      found.map(({ id }) => id),
    );
    for (const one of found) {
      const own = files.get(one.id) ?? [];
      yield {
        ...itemOf({
          Post: one.post_title,
          Address: `${blog.url}/comments/${one.id}`,
          Date: one.posted_at.toISOString(),
          State: one.status,
          Name: one.author_name,
          Email: one.author_email,
          Website: one.author_url,
          'IP address': one.author_ip,
          Browser: one.user_agent,
          'Passage of the post': passageIn(one)?.exact ?? '',
          Text: one.content,
          'Earlier texts': one.earlier.join('\n\n'),
        }),
        files: own.flatMap(({ file, name }) => (file ? [{ key: file, name }] : [])),
      };
    }
    if (found.length < portion) return;
    before = found.at(-1)!.id;
  }
}

async function eraseComments(blog: Blog, person: Person): Promise<Erased> {
  let removed = 0;
  for (;;) {
    const count = await inTransaction(blog, (blog) => eraseSome(blog, person));
    removed += count;
    if (count < portion) return { removed, retained: [] };
  }
}

/** The files go, as pictures and documents say who somebody is; the words stay, as answers were given to them. */
async function eraseSome(blog: Blog, person: Person): Promise<number> {
  const found = await commentsOfPerson(blog.db, person, { before: 2 ** 31 - 1, limit: portion });
  const ids = found.map(({ id }) => id);
  const files = [...(await attachmentsOf(blog.db, ids)).values()].flat();
  await publishAttachments(blog.db, ids, false);
  await detachAll(blog.db, ids);
  await removeAttachments(blog, { media_ids: files.map(({ media_id }) => media_id) });
  await anonymize(blog.db, ids);
  // Of a picture without words nothing is left but its place among the answers.
  for (const one of found) if (one.content === '' && isKept(one)) await takeBack(blog, one);
  const shown = found.filter(({ status }) => status === 'approve');
  await noteChanges(
    blog.db,
    shown.map(({ id, post_id }) => ({ comment_id: id, post_id })),
    blog.now(),
  );
  return ids.length;
}

async function* activity({ db, url }: Blog, person: Person): AsyncGenerator<PersonalItem> {
  const persons = await personsOf(db, person);
  for (const { comment_id, reason, words, reported_at } of await reportsBy(db, persons, most))
    yield itemOf({
      'Reported comment': `${url}/comments/${comment_id}`,
      Date: reported_at.toISOString(),
      Reason: reportReasons[reason],
      Words: words,
    });
  for (const { comment_id, reaction } of await reactionsBy(db, persons, most))
    yield itemOf({ 'Reaction to': `${url}/comments/${comment_id}`, Reaction: reaction });
  for (const name of await namesOf(db, persons)) yield itemOf({ 'Name that belongs to you here': name });
}

async function* subscriptions({ db }: Blog, { address }: Person): AsyncGenerator<PersonalItem> {
  const known = await findSubscriber(db, address);
  if (!known) return;
  yield itemOf({
    Address: address,
    Confirmed: known.confirmed_at?.toISOString() ?? 'not yet',
    'How often': known.frequency,
  });
  for (const { post_title, is_post } of await subscriptionsOf(db, address, most))
    yield itemOf({ Post: post_title, 'What about': is_post ? 'All comments' : 'Replies' });
}

async function* bans({ db }: Blog, person: Person): AsyncGenerator<PersonalItem> {
  for (const ban of await bansOf(db, person.address, await personsOf(db, person)))
    yield itemOf({
      'Banned by': ban.kind,
      Reason: ban.reason,
      Since: ban.created_at.toISOString(),
      Until: (ban.ended_at ?? ban.ends_at)?.toISOString() ?? 'no end',
    });
}

async function eraseBans(blog: Blog, person: Person): Promise<Erased> {
  const persons = await personsOf(blog.db, person);
  const removed = await forgetEndedBansOf(blog.db, person.address, persons, blog.now());
  const going = (await bansOf(blog.db, person.address, persons)).length;
  const retained = going
    ? ['A ban is kept until it ends, or would keep nobody out: end it under Comments → Bans.']
    : [];
  return { removed, retained };
}

/** A thing with those of its fields that are filled. */
const itemOf = (fields: Record<string, string>): PersonalItem => ({
  fields: Object.entries(fields).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
});
