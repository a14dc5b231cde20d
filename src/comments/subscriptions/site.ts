// comments/subscriptions/site.ts: where a reader confirms, changes and ends what they are told of. Opened by links of emails: a visit changes nothing.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { badRequest, forbidden } from '../../base/errors.ts';
import { fieldsOf, formBody } from '../../base/http/form-body.ts';
import { readId } from '../../base/http/ids.ts';
import { N_, __, translate } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { frame, type FrameView } from '../../posts/frame.ts';
import { findPost } from '../../posts/queries/find.ts';
import { isSubscriptionKey, subscriptionLink, subscriptionsPath } from './links.ts';
import {
  findSubscriber,
  removeSubscriber,
  removeSubscriptions,
  subscriptionsOf,
  updateSubscriber,
} from './queries.ts';
import { frequencies, type Frequency } from './subscription.ts';

/** What `comments/subscriptions` shows. */
export interface SubscriptionsPage {
  frame: FrameView;
  title: string;
  step: 'void' | 'confirm' | 'manage' | 'ended';
  address: string;
  key: string;
  /** The conversation that the link was about. */
  post: { id: number; title: string } | undefined;
  manage_href: string;
  saved: string;
  frequencies: { value: Frequency; title: string; is_chosen: boolean }[];
  quiet_from: number;
  quiet_until: number;
  hours: { value: number; title: string }[];
  zone: string;
  subscriptions: { post_id: number; post_title: string; is_post: boolean; href: string }[];
}

const listed = 200;

export function subscriptionsSite(blog: Blog): Router {
  const router = Router();
  router.use(subscriptionsPath, function keepPrivate(_req, res, next) {
    res.set({ 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer' });
    next();
  });
  router.get(`${subscriptionsPath}/confirm`, showConfirm.bind(null, blog));
  router.post(`${subscriptionsPath}/confirm`, formBody('10kb', 20), confirm.bind(null, blog));
  router.get([subscriptionsPath, `${subscriptionsPath}/end`], showSubscriptions.bind(null, blog));
  router.post(subscriptionsPath, formBody('10kb', 20), saveSubscriptions.bind(null, blog));
  router.post(`${subscriptionsPath}/end`, formBody('10kb', 20), end.bind(null, blog));
  return router;
}

const asked = z.object({
  address: z.string().max(254),
  key: z.string().max(64),
  post: z
    .string()
    .optional()
    .transform((given) => (given ? (readId(given) ?? 0) : 0)),
});

type Asked = z.output<typeof asked>;

/** From the address or the form. Without a right key nothing is said about an address, not even whether it is known. */
function readAsked(blog: Blog, purpose: 'confirm' | 'manage', from: unknown): Asked | undefined {
  const read = asked.safeParse(from);
  return read.success && isSubscriptionKey(blog, purpose, read.data.address, read.data.key)
    ? read.data
    : undefined;
}

async function showConfirm(blog: Blog, req: Request, res: Response): Promise<void> {
  const read = readAsked(blog, 'confirm', req.query);
  await show(blog, req, res, read ? { ...read, step: 'confirm' } : undefined);
}

async function confirm(blog: Blog, req: Request, res: Response): Promise<void> {
  const read = readAsked(blog, 'confirm', req.body);
  const subscriber = read && (await findSubscriber(blog.db, read.address));
  if (!read || !subscriber)
    throw forbidden(__('This link is no longer good. Ask again with your next comment.'));
  if (!subscriber.confirmed_at) await updateSubscriber(blog.db, read.address, { confirmed_at: blog.now() });
  res.redirect(303, subscriptionLink(blog, 'manage', read.address));
}

async function showSubscriptions(blog: Blog, req: Request, res: Response): Promise<void> {
  const read = readAsked(blog, 'manage', req.query);
  await show(blog, req, res, read ? { ...read, step: 'manage' } : undefined);
}

const choices = z.object({
  frequency: z.enum(frequencies),
  quiet_from: z.coerce.number().int().min(0).max(23),
  quiet_until: z.coerce.number().int().min(0).max(23),
});

async function saveSubscriptions(blog: Blog, req: Request, res: Response): Promise<void> {
  const read = readAsked(blog, 'manage', req.body);
  if (!read) throw forbidden(__('Open this page from the link in an email.'));
  const chosen = choices.safeParse(req.body);
  if (!chosen.success) throw badRequest(__('Choose how often, and two hours of the day.'));
  await updateSubscriber(blog.db, read.address, chosen.data);
  await show(blog, req, res, { ...read, step: 'manage', saved: __('Saved.') });
}

/** By the button of the page, or by a mail program: RFC 8058 sends `List-Unsubscribe=One-Click` to the address of the header. */
async function end(blog: Blog, req: Request, res: Response): Promise<void> {
  // A mail program's body may also be multipart, which is not read here: the key in the address says enough.
  const read = readAsked(blog, 'manage', 'key' in fieldsOf(req) ? req.body : req.query);
  if (!read) throw forbidden(__('Open this page from the link in an email.'));
  if (read.post) await removeSubscriptions(blog.db, read.address, read.post);
  else await removeSubscriber(blog.db, read.address);
  await show(blog, req, res, { ...read, step: 'ended' });
}

const titles = {
  void: N_('This link does not work'),
  confirm: N_('Confirm your address'),
  manage: N_('What you are told of by email'),
  ended: N_('You will not be told any more'),
};

const frequencyTitles: Record<Frequency, string> = {
  immediate: N_('At once'),
  hourly: N_('Once an hour'),
  daily: N_('Once a day, in the morning'),
};

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  page: (Asked & { step: 'confirm' | 'manage' | 'ended'; saved?: string }) | undefined,
): Promise<void> {
  const step = page?.step ?? 'void';
  const subscriber = page && step === 'manage' ? await findSubscriber(blog.db, page.address) : undefined;
  const post = page?.post ? await findPost(blog.db, page.post) : undefined;
  const list = subscriber ? await subscriptionsOf(blog.db, subscriber.address, listed) : [];
  const view: SubscriptionsPage = {
    frame: await frame(blog, req, { title: translate(titles[step]), robots: 'noindex' }),
    title: translate(titles[step]),
    step,
    address: page?.address ?? '',
    key: page?.key ?? '',
    post: post && { id: post.id, title: post.title },
    manage_href: page ? subscriptionLink(blog, 'manage', page.address) : '',
    saved: page?.saved ?? '',
    frequencies: frequencies.map((value) => ({
      value,
      title: translate(frequencyTitles[value]),
      is_chosen: value === (subscriber?.frequency ?? 'immediate'),
    })),
    quiet_from: subscriber?.quiet_from ?? 0,
    quiet_until: subscriber?.quiet_until ?? 0,
    hours: Array.from({ length: 24 }, (_, value) => ({
      value,
      title: `${String(value).padStart(2, '0')}:00`,
    })),
    zone: (await settings(blog.db, general)).timezone_string || 'UTC',
    subscriptions: list.map((one) => ({ ...one, href: `/?p=${one.post_id}` })),
  };
  res.status(step === 'void' ? 403 : 200).render('comments/subscriptions', view);
}
