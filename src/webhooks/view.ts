// webhooks/view.ts: what the screens of webhooks show.
import { __, N_, translate } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import type { TypedWebhook } from './form.ts';
import { lastDeliveries, listDeliveries, listWebhooks } from './queries.ts';
import { eventLabels, formatLabels, type Delivery, type Webhook } from './webhook.ts';

const shownDeliveries = 50;

const states: Record<Delivery['status'], string> = {
  waiting: N_('Waiting'),
  delivered: N_('Delivered'),
  failed: N_('Failed'),
};

export interface WebhookForm {
  typed: TypedWebhook;
  formats: { value: string; label: string }[];
  events: { value: string; label: string; is_chosen: boolean }[];
  problem: string;
}

export const webhookForm = (typed: TypedWebhook, problem = ''): WebhookForm => ({
  typed,
  formats: Object.entries(formatLabels).map(([value, label]) => ({ value, label: translate(label) })),
  events: Object.entries(eventLabels).map(([value, label]) => ({
    value,
    label: translate(label),
    is_chosen: typed.events.includes(value),
  })),
  problem,
});

export interface WebhooksView {
  webhooks: {
    /** The address without what may be a key in it. */
    place: string;
    format_label: string;
    state: string;
    why: string;
    last: DeliveryView | undefined;
    href: string;
  }[];
  form: WebhookForm;
}

export interface DeliveryView {
  id: number;
  what: string;
  state: string;
  status: Delivery['status'];
  /** What the other side answered, in words; '' when nothing is known. */
  answer: string;
  tries: number;
  date: string;
}

export async function webhooksView(blog: Blog, form: WebhookForm): Promise<WebhooksView> {
  const dated = await dates(blog);
  const last = new Map((await lastDeliveries(blog.db)).map((one) => [one.webhook_id, one]));
  return {
    webhooks: (await listWebhooks(blog.db)).map((webhook) => ({
      place: placeOf(webhook),
      format_label: translate(formatLabels[webhook.format]),
      ...stateOf(webhook),
      last: last.has(webhook.id) ? deliveryView(last.get(webhook.id)!, dated) : undefined,
      href: `/admin/webhooks/${webhook.id}`,
    })),
    form,
  };
}

/** What was told to one webhook, the newest first. */
export async function deliveriesView(blog: Blog, { id }: Webhook): Promise<DeliveryView[]> {
  const dated = await dates(blog);
  return (await listDeliveries(blog.db, id, shownDeliveries)).map((one) => deliveryView(one, dated));
}

export function stateOf(webhook: Webhook): { state: string; why: string } {
  if (!webhook.is_active) return { state: __('Switched off'), why: translate(webhook.stopped_because) };
  return webhook.failing_since ? { state: __('Failing'), why: '' } : { state: __('Active'), why: '' };
}

/** Addresses of chats hold a key: what stands behind the site's name is not shown in lists. */
const placeOf = ({ url }: Webhook): string => {
  const { host, pathname } = new URL(url);
  return pathname.length > 24 ? `${host}${pathname.slice(0, 8)}…` : host + pathname;
};

async function dates(blog: Blog): Promise<(date: Date) => string> {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  return (date) => formatDate(date, `${date_format} ${time_format}`, { zone });
}

function deliveryView(one: Delivery, dated: (date: Date) => string): DeliveryView {
  const answered = one.answer_status ? __('Answered %s', one.answer_status) : '';
  return {
    id: Number(one.id),
    what: one.event === 'test' ? __('Test') : translate(eventLabels[one.event]),
    state: translate(states[one.status]),
    status: one.status,
    answer: [answered, one.said].filter(Boolean).join(': '),
    tries: one.tries,
    date: dated(one.tried_at ?? one.created_at),
  };
}
