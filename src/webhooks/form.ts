// webhooks/form.ts: what an owner typed of a webhook, checked.
import { badRequest } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { eventLabels, formatLabels, type WebhookEvent, type WebhookFormat } from './webhook.ts';

export interface TypedWebhook {
  url: string;
  format: string;
  events: string[];
}

export function typedWebhook(fields: Record<string, unknown>): TypedWebhook {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '');
  const events = [fields.events].flat().filter((one) => typeof one === 'string');
  return { url: text('url'), format: text('format') || 'standard', events };
}

/** @throws HttpError 400 that says what to write */
export function checkWebhook(typed: TypedWebhook): {
  url: string;
  format: WebhookFormat;
  events: WebhookEvent[];
} {
  const format = (Object.keys(formatLabels) as WebhookFormat[]).find((one) => one === typed.format);
  const events = (Object.keys(eventLabels) as WebhookEvent[]).filter((one) => typed.events.includes(one));
  const url = URL.canParse(typed.url) ? new URL(typed.url) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || typed.url.length > 2000)
    throw badRequest(
      __('The address begins with https:// and the name of a site, such as https://example.com/hook.'),
    );
  if (!format) throw badRequest(__('Choose who listens there.'));
  if (!events.length) throw badRequest(__('Tick at least one thing it is told of.'));
  return { url: url.href, format, events };
}
