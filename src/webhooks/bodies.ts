// webhooks/bodies.ts: what is sent to each kind of receiver.
import type { Blog } from '../blog.ts';
import { signedHeaders } from './sign.ts';
import { eventLabels, type Delivery, type Webhook, type WebhookFormat } from './webhook.ts';

export interface Request {
  headers: Record<string, string>;
  body: string;
}

/** The request that brings a message to a webhook. */
export function requestOf(
  blog: Pick<Blog, 'now'>,
  webhook: Pick<Webhook, 'format' | 'secret' | 'url'>,
  delivery: Pick<Delivery, 'message_id' | 'event' | 'payload'>,
): Request {
  return forms[webhook.format](blog, webhook, delivery);
}

type Form = (
  blog: Pick<Blog, 'now'>,
  webhook: Pick<Webhook, 'secret' | 'url'>,
  delivery: Pick<Delivery, 'message_id' | 'event' | 'payload'>,
) => Request;

const json = { 'content-type': 'application/json' };

const forms: Record<WebhookFormat, Form> = {
  standard(blog, { secret }, { message_id, payload }) {
    const body = JSON.stringify(payload);
    return { headers: { ...json, ...signedHeaders(secret, { message_id, body, now: blog.now() }) }, body };
  },
  // Incoming webhooks of Slack: three signs are escaped, everything else is text. Discord and Mattermost read Markdown.
  slack(_blog, _webhook, delivery) {
    const { title, words, link } = said(delivery);
    const plain = (text: string) => inHtml(text).replaceAll('](', `]${nothing}(`);
    const text = [`*${plain(title)}*`, plain(words), link];
    return { headers: json, body: JSON.stringify({ text: text.filter(Boolean).join('\n') }) };
  },
  // Bot API, sendMessage: chat_id stands in the address, and a parse_mode may. 4,096 characters at most, after parsing.
  telegram(_blog, { url }, delivery) {
    const { title, words, link } = said(delivery);
    const written = [title, words, link].filter(Boolean).join('\n').slice(0, 4000);
    const text = escapedFor(new URL(url).searchParams.get('parse_mode'), written);
    return { headers: json, body: JSON.stringify({ text, link_preview_options: { is_disabled: true } }) };
  },
  // Publishing as JSON would need the address of the server: the topic's own takes text and headers. What is no ASCII
  // goes into a header as RFC 2047 writes it.
  ntfy(_blog, _webhook, delivery) {
    const { title, words, link } = said(delivery);
    const encoded = `=?UTF-8?B?${Buffer.from(title).toString('base64')}?=`;
    const headers: Request['headers'] = { 'content-type': 'text/plain; charset=utf-8', title: encoded };
    if (link) headers.click = link;
    return { headers, body: words || title };
  },
};

/** Of no width. */
const nothing = '\u200b';

const inHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A text as each parse_mode of Telegram shows it, sign by sign. */
function escapedFor(mode: string | null, text: string): string {
  const by = mode?.toLowerCase();
  if (by === 'html') return inHtml(text);
  if (by === 'markdown') return text.replaceAll(/[_*`[]/g, String.raw`\$&`);
  return by === 'markdownv2' ? text.replaceAll(/[_*[\]()~`>#+\-=|{}.!\\]/g, String.raw`\$&`) : text;
}

/** An at sign that calls nobody: neither @everyone nor @here nor a person. */
const uncalled = (text: string): string => text.replaceAll(/@(?=[\p{L}\p{N}&!_])/gu, `@${nothing}`);

/** A message in words for people. A comment that is not approved has no writer's name: a name may be the message. */
function said({ event, payload }: Pick<Delivery, 'event' | 'payload'>) {
  const { data } = payload;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const post = data.post as { title?: unknown } | undefined;
  const what = event === 'test' ? 'A test of this webhook' : eventLabels[event];
  const about = text(data.title) || text(post?.title);
  const who = data.status === 'approve' ? text(data.author_name) : '';
  const words = [who && `${who}:`, text(data.excerpt)].filter(Boolean).join(' ');
  const title = about ? `${what}: ${about}` : what;
  return { title: uncalled(title), words: uncalled(words), link: text(data.link) };
}
