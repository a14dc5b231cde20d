// comments/subscriptions/queries.ts: all SQL about readers who are told by email.
import type { Database } from '../../base/database/database.ts';
import type { Subscriber, Subscription, Why } from './subscription.ts';

export function findSubscriber(db: Database, address: string): Promise<Subscriber | undefined> {
  return db<Subscriber>('comment_subscribers').where({ address }).first();
}

/** The row of an address, made when it is new; nobody else changes it before the transaction ends. */
export async function lockSubscriber(db: Database, address: string): Promise<Subscriber> {
  await db('comment_subscribers').insert({ address }).onConflict('address').ignore();
  return (await db<Subscriber>('comment_subscribers').where({ address }).forUpdate().first())!;
}

export async function updateSubscriber(
  db: Database,
  address: string,
  changes: Partial<Subscriber>,
): Promise<void> {
  await db<Subscriber>('comment_subscribers').where({ address }).update(changes);
}

/** Removes an address with all it subscribed to. */
export async function removeSubscriber(db: Database, address: string): Promise<void> {
  await db('comment_subscribers').where({ address }).del();
}

export async function addSubscription(db: Database, subscription: Subscription): Promise<void> {
  await db('comment_subscriptions').insert(subscription).onConflict().ignore();
}

/** Ends what an address subscribed to under one post. */
export async function removeSubscriptions(db: Database, address: string, post_id: number): Promise<void> {
  await db('comment_subscriptions').where({ address, post_id }).del();
}

export interface ListedSubscription {
  post_id: number;
  post_title: string;
  /** All comments of the post, or replies to one's own alone. */
  is_post: boolean;
}

/** What an address subscribed to, a line a post, the newest first. */
export async function subscriptionsOf(
  db: Database,
  address: string,
  limit: number,
): Promise<ListedSubscription[]> {
  const { rows } = await db.raw<{ rows: ListedSubscription[] }>(
    `SELECT post_id, posts.title AS post_title, bool_or(comment_id IS NULL) AS is_post
       FROM comment_subscriptions JOIN posts ON posts.id = post_id
      WHERE address = :address GROUP BY post_id, posts.title
      ORDER BY max(comment_subscriptions.created_at) DESC, post_id DESC LIMIT :limit`,
    { address, limit },
  );
  return rows;
}

export interface Recipient extends Subscriber {
  why: Why;
}

/**
 * Who is told of a comment: those whose comment it answers, whose name it mentions, and who follow the post; each address
 * once, with the best reason, confirmed ones alone, and never the comment's own author.
 * @param after the last address of the portion before, '' for the first
 * @param mentioned names in lower case that the text names behind an @
 */
export async function recipientsOf(
  db: Database,
  {
    comment,
    mentioned,
  }: {
    comment: { id: number; post_id: number; parent_id: number | null; author_email: string };
    mentioned: string[];
  },
  after: string,
  limit: number,
): Promise<Recipient[]> {
  const { rows } = await db.raw<{ rows: Recipient[] }>(
    `SELECT * FROM (
       SELECT DISTINCT ON (told.address) comment_subscribers.*, told.why
         FROM (
           SELECT address, 'reply' AS why, 1 AS rank FROM comment_subscriptions WHERE comment_id = :parent_id
           UNION ALL
           SELECT address, 'mention', 2 FROM comment_subscriptions
             JOIN comments ON comments.id = comment_id
            WHERE comment_subscriptions.post_id = :post_id AND lower(author_name) = ANY(:mentioned::text[])
           UNION ALL
           SELECT address, 'post', 3 FROM comment_subscriptions WHERE post_id = :post_id AND comment_id IS NULL
         ) AS told
         JOIN comment_subscribers USING (address)
        WHERE confirmed_at IS NOT NULL AND told.address > :after AND told.address <> lower(:author_email)
        ORDER BY told.address, told.rank
     ) AS recipients ORDER BY address LIMIT :limit`,
    { ...comment, mentioned, after, limit },
  );
  return rows;
}

/** Names of those who take part in a post's conversation and are told of replies: whom a mention can mean. */
export async function subscribedNames(db: Database, post_id: number, limit: number): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `SELECT DISTINCT lower(author_name) AS name FROM comment_subscriptions JOIN comments ON comments.id = comment_id
      WHERE comment_subscriptions.post_id = :post_id AND author_name <> '' ORDER BY name LIMIT :limit`,
    { post_id, limit },
  );
  return rows.map(({ name }) => name);
}

/** The name that somebody gave with the newest comment by which they subscribed under a post. */
export async function nameInConversation(
  db: Database,
  address: string,
  post_id: number,
): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `SELECT author_name AS name FROM comment_subscriptions JOIN comments ON comments.id = comment_id
      WHERE address = :address AND comment_subscriptions.post_id = :post_id AND author_name <> ''
      ORDER BY comments.id DESC LIMIT 1`,
    { address, post_id },
  );
  return rows[0]?.name;
}

export async function gatherNews(
  db: Database,
  news: { address: string; comment_id: number; why: Why },
): Promise<void> {
  await db('comment_subscriber_news').insert(news).onConflict().ignore();
}

/** Addresses whose digest is due, the longest overdue first. */
export async function dueSubscribers(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db<Subscriber>('comment_subscribers')
    .where('digest_at', '<=', now)
    .orderBy(['digest_at', 'address'])
    .limit(limit)
    .select('address');
  return rows.map(({ address }) => address);
}

export interface News {
  comment_id: number;
  why: Why;
  author_name: string;
  post_title: string;
  plain: string | null;
}

/** What was gathered for an address and is still shown, the newest first. */
export async function newsOf(db: Database, address: string, limit: number): Promise<News[]> {
  const { rows } = await db.raw<{ rows: News[] }>(
    `SELECT comment_id, why, comments.author_name, posts.title AS post_title, comments.plain
       FROM comment_subscriber_news JOIN comments ON comments.id = comment_id JOIN posts ON posts.id = comments.post_id
      WHERE address = :address AND comments.status = 'approve' AND posts.status = 'publish'
      ORDER BY comment_id DESC LIMIT :limit`,
    { address, limit },
  );
  return rows;
}

export async function forgetNews(db: Database, address: string): Promise<void> {
  await db('comment_subscriber_news').where({ address }).del();
}

/** Removes addresses that never confirmed, at most `limit`. @returns how many */
export async function removeUnconfirmed(db: Database, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM comment_subscribers WHERE address IN (
       SELECT address FROM comment_subscribers
        WHERE confirmed_at IS NULL AND created_at < :before ORDER BY created_at LIMIT :limit)`,
    { before, limit },
  );
  return rowCount;
}
