// webhooks/sign.ts: the signature of Standard Webhooks.
import crypto from 'node:crypto';

const prefix = 'whsec_';

/** A new secret: 32 random bytes, as Standard Webhooks writes them. */
export const newSecret = (): string => prefix + crypto.randomBytes(32).toString('base64');

/** A new name of a message. */
export const newMessageId = (): string => `msg_${crypto.randomBytes(18).toString('base64url')}`;

/**
 * The headers that go with a message (Standard Webhooks 1.0, "Webhook headers" and "Symmetric").
 * @param secret as newSecret makes it
 * @param body exactly as it is sent
 */
export function signedHeaders(
  secret: string,
  { message_id, body, now }: { message_id: string; body: string; now: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = crypto
    .createHmac('sha256', key)
    .update(`${message_id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': message_id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
