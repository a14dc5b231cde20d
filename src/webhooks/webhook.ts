// webhooks/webhook.ts: a webhook, what it may hear of, and a message that is told to it.
import { N_ } from '../base/language/gettext.ts';

/** What is told, by the name that stands in a message's `type`, with the words of the form. */
export const eventLabels = {
  'post.published': N_('A post or page is published'),
  'post.updated': N_('A published post or page changes'),
  'post.removed': N_('A published post or page goes out of sight'),
  'comment.created': N_('A comment comes in, approved or pending'),
  'comment.approved': N_('A comment is approved'),
  'comment.updated': N_('A comment changes'),
  'comment.removed': N_('A comment becomes spam, goes into the trash or is deleted'),
} as const;
export type WebhookEvent = keyof typeof eventLabels;

/** How the message looks. The first is signed after Standard Webhooks; the others are lines of words for people. */
export const formatLabels = {
  standard: N_('A program: JSON, signed (Standard Webhooks)'),
  slack: N_('Slack, Mattermost or Discord (with /slack behind the address)'),
  telegram: N_('Telegram (a bot’s sendMessage address with chat_id)'),
  ntfy: N_('ntfy (the address of a topic)'),
} as const;
export type WebhookFormat = keyof typeof formatLabels;

export interface Webhook {
  id: number;
  url: string;
  format: WebhookFormat;
  events: WebhookEvent[];
  /** `whsec_` and base64. */
  secret: string;
  is_active: boolean;
  failing_since: Date | null;
  stopped_because: string;
  created_at: Date;
}

export interface Delivery {
  id: number;
  webhook_id: number;
  message_id: string;
  event: WebhookEvent | 'test';
  payload: Message;
  status: 'waiting' | 'delivered' | 'failed';
  tries: number;
  answer_status: number | null;
  said: string;
  created_at: Date;
  tried_at: Date | null;
}

/** The body of a message to programs, as Standard Webhooks recommends it. */
export interface Message {
  type: string;
  /** When it happened, ISO 8601 in UTC. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** The most of them a site has. */
export const mostWebhooks = 20;

/** After each try that failed, in seconds (as Standard Webhooks recommends): ten tries in about three days. */
export const pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** A webhook that heard nothing for so long is switched off by itself, in ms. */
export const longestFailing = 5 * 86_400_000;
