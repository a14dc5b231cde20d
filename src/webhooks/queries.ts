// webhooks/queries.ts: all the SQL about webhooks and what was told to them.
import type { Database } from '../base/database/database.ts';
import { mostWebhooks, type Delivery, type Webhook, type WebhookEvent } from './webhook.ts';

/** All of them, the first made first. */
export function listWebhooks(db: Database): Promise<Webhook[]> {
  return db<Webhook>('webhooks').orderBy('id').limit(mostWebhooks);
}

export function findWebhook(db: Database, id: number): Promise<Webhook | undefined> {
  return db<Webhook>('webhooks').where({ id }).first();
}

/** @returns the number of the new one; undefined when there are as many as a site may have */
export async function insertWebhook(
  db: Database,
  webhook: Pick<Webhook, 'url' | 'format' | 'events' | 'secret' | 'created_at'>,
): Promise<number | undefined> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `INSERT INTO webhooks (url, format, events, secret, created_at)
     SELECT :url, :format, :events::text[], :secret, :created_at::timestamptz
      WHERE (SELECT count(*) FROM webhooks) < :most
     RETURNING id`,
    { ...webhook, most: mostWebhooks },
  );
  return rows[0]?.id;
}

export async function updateWebhook(
  db: Database,
  id: number,
  change: Partial<Omit<Webhook, 'id' | 'created_at'>>,
): Promise<void> {
  await db<Webhook>('webhooks').where({ id }).update(change);
}

/**
 * Notes that an address fails, if it is still that of the webhook.
 * @returns since when it fails; null when it has another address now
 */
export async function noteFailing(
  db: Database,
  { id, url }: Pick<Webhook, 'id' | 'url'>,
  now: Date,
): Promise<Date | null> {
  const { rows } = await db.raw<{ rows: { failing_since: Date }[] }>(
    `UPDATE webhooks SET failing_since = coalesce(failing_since, :now::timestamptz)
      WHERE id = :id AND url = :url RETURNING failing_since`,
    { id, url, now },
  );
  return rows[0]?.failing_since ?? null;
}

/** What was told to it goes with it. */
export async function deleteWebhook(db: Database, id: number): Promise<void> {
  await db('webhooks').where({ id }).delete();
}

/** Those that are switched on and hear of one of these. */
export function webhooksFor(db: Database, events: WebhookEvent[]): Promise<Webhook[]> {
  return db<Webhook>('webhooks')
    .where({ is_active: true })
    .whereRaw('events && :events::text[]', { events })
    .orderBy('id')
    .limit(mostWebhooks);
}

/** @returns their numbers, in the order given */
export async function insertDeliveries(
  db: Database,
  given: Pick<Delivery, 'webhook_id' | 'message_id' | 'event' | 'payload' | 'created_at'>[],
): Promise<{ id: number; webhook_id: number }[]> {
  const { rows } = await db.raw<{ rows: { id: number; webhook_id: number }[] }>(
    `INSERT INTO webhook_deliveries (webhook_id, message_id, event, payload, created_at, status)
     SELECT webhook_id, message_id, event, payload, created_at, 'waiting'
       FROM jsonb_to_recordset(:given) AS one (webhook_id integer, message_id text, event text, payload jsonb, created_at timestamptz)
     RETURNING id::float8 AS id, webhook_id`,
    { given: JSON.stringify(given) },
  );
  return rows;
}

export function findDelivery(db: Database, id: number): Promise<Delivery | undefined> {
  return db<Delivery>('webhook_deliveries').where({ id }).first();
}

export async function updateDelivery(
  db: Database,
  id: number,
  change: Partial<Pick<Delivery, 'status' | 'tries' | 'answer_status' | 'said' | 'tried_at'>>,
): Promise<void> {
  await db<Delivery>('webhook_deliveries').where({ id }).update(change);
}

/** The last ones of a webhook, the newest first. */
export function listDeliveries(db: Database, webhook_id: number, limit: number): Promise<Delivery[]> {
  return db<Delivery>('webhook_deliveries').where({ webhook_id }).orderBy('id', 'desc').limit(limit);
}

/** The last one of each webhook. */
export async function lastDeliveries(db: Database): Promise<Delivery[]> {
  const { rows } = await db.raw<{ rows: Delivery[] }>(
    `SELECT last.* FROM webhooks
      CROSS JOIN LATERAL (
        SELECT * FROM webhook_deliveries WHERE webhook_id = webhooks.id ORDER BY id DESC LIMIT 1
      ) AS last ORDER BY last.webhook_id LIMIT :most`,
    { most: mostWebhooks },
  );
  return rows;
}

/** Some of those that are older than a date and wait for nothing. */
export async function deleteOldDeliveries(
  db: Database,
  { before, most }: { before: Date; most: number },
): Promise<number> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `DELETE FROM webhook_deliveries WHERE id IN (
       SELECT id FROM webhook_deliveries WHERE created_at < :before AND status <> 'waiting' ORDER BY created_at LIMIT :most)
     RETURNING id`,
    { before, most },
  );
  return rows.length;
}

/** What webhooks were last told of a post or comment. */
export interface Heard {
  kind: 'post' | 'comment';
  item_id: number;
  state: string;
  link: string;
}

/** Undefined when they never heard of it, or heard that it is gone. */
export function heardOf(db: Database, item: Pick<Heard, 'kind' | 'item_id'>): Promise<Heard | undefined> {
  const { kind, item_id } = item;
  return db<Heard>('webhook_heard').where({ kind, item_id }).first();
}

/** @returns whether that is new to them */
export async function noteHeard(db: Database, heard: Heard): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `INSERT INTO webhook_heard (kind, item_id, state, link) VALUES (:kind, :item_id, :state, :link)
         ON CONFLICT (kind, item_id) DO UPDATE SET state = excluded.state, link = excluded.link
      WHERE webhook_heard.state <> excluded.state
     RETURNING item_id`,
    { ...heard },
  );
  return rows.length > 0;
}

/** @returns whether it was known */
export async function forgetHeard(
  db: Database,
  { kind, item_id }: Pick<Heard, 'kind' | 'item_id'>,
): Promise<boolean> {
  return (await db('webhook_heard').where({ kind, item_id }).delete()) > 0;
}
