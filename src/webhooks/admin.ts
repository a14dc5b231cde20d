// webhooks/admin.ts: Tools → Webhooks.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { badRequest, isHttpError, notFound } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { idFrom } from '../base/http/ids.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { checkWebhook, typedWebhook } from './form.ts';
import {
  deleteWebhook,
  findDelivery,
  findWebhook,
  insertWebhook,
  updateDelivery,
  updateWebhook,
} from './queries.ts';
import { newSecret } from './sign.ts';
import { lineUpDelivery, lineUpFor } from './tell.ts';
import { deliveriesView, stateOf, webhookForm, webhooksView, type WebhookForm } from './view.ts';
import { mostWebhooks, type Webhook } from './webhook.ts';

const here = '/admin/webhooks';

export function webhooksAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/webhooks', needs('manage_options'));
  const form = formBody('32kb', 40);

  router.get('/webhooks', showWebhooks.bind(null, blog));
  router.post('/webhooks', form, addWebhook.bind(null, blog));
  router.get('/webhooks/:id', showOne.bind(null, blog));
  router.post('/webhooks/:id', form, saveOne.bind(null, blog));
  router.post('/webhooks/:id/act', form, actOn.bind(null, blog));
  router.post('/webhooks/:id/deliveries/:delivery', form, sendAgain.bind(null, blog));

  return router;
}

async function showWebhooks(blog: Blog, req: Request, res: Response) {
  const form = webhookForm(typedWebhook({ events: ['comment.created'] }));
  await renderList(blog, req, res, form);
}

async function renderList(blog: Blog, req: Request, res: Response, form: WebhookForm) {
  const frame = await adminFrame(blog, req, { title: __('Webhooks') });
  res.render('webhooks/admin', { frame, ...(await webhooksView(blog, form)) });
}

async function addWebhook(blog: Blog, req: Request, res: Response) {
  const typed = typedWebhook(fieldsOf(req));
  try {
    const webhook = { ...checkWebhook(typed), secret: newSecret(), created_at: blog.now() };
    const id = await insertWebhook(blog.db, webhook);
    if (!id) throw badRequest(__('A site has %s webhooks at most: delete one first.', mostWebhooks));
    leaveNotice(req, __('Webhook added. Send a test to see whether it arrives.'));
    res.redirect(303, `${here}/${id}`);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status);
    await renderList(blog, req, res, webhookForm(typed, error.message));
  }
}

async function showOne(blog: Blog, req: Request, res: Response) {
  const webhook = await webhookOf(blog, req);
  await renderOne(blog, req, res, webhook, webhookForm(webhook));
}

async function renderOne(blog: Blog, req: Request, res: Response, webhook: Webhook, form: WebhookForm) {
  const frame = await adminFrame(blog, req, { title: __('Edit webhook') });
  const deliveries = await deliveriesView(blog, webhook);
  res.set('Cache-Control', 'private, no-store');
  res.render('webhooks/admin-one', { frame, webhook, ...stateOf(webhook), form, deliveries });
}

async function saveOne(blog: Blog, req: Request, res: Response) {
  const webhook = await webhookOf(blog, req);
  const typed = typedWebhook(fieldsOf(req));
  try {
    const changed = checkWebhook(typed);
    const isElsewhere = changed.url !== webhook.url;
    await updateWebhook(blog.db, webhook.id, { ...changed, ...(isElsewhere && { failing_since: null }) });
    leaveNotice(req, __('Webhook saved.'));
    res.redirect(303, `${here}/${webhook.id}`);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    res.status(error.status);
    await renderOne(blog, req, res, webhook, webhookForm(typed, error.message));
  }
}

type Act = (blog: Blog, webhook: Webhook) => Promise<string>;

const acts: Record<string, Act> = {
  async test(blog, webhook) {
    await lineUpFor(blog, [webhook], 'test', { link: `${blog.url}/` });
    return __('The test is on its way: look below in a moment.');
  },
  async on(blog, { id }) {
    await updateWebhook(blog.db, id, { is_active: true, failing_since: null, stopped_because: '' });
    return __('Webhook switched on.');
  },
  async off(blog, { id }) {
    await updateWebhook(blog.db, id, { is_active: false, stopped_because: '' });
    return __('Webhook switched off.');
  },
  async secret(blog, { id }) {
    await updateWebhook(blog.db, id, { secret: newSecret() });
    return __('There is a new secret; the old one signs nothing any more.');
  },
  async delete(blog, { id }) {
    await deleteWebhook(blog.db, id);
    return __('Webhook deleted.');
  },
};

async function actOn(blog: Blog, req: Request, res: Response) {
  const webhook = await webhookOf(blog, req);
  const { act } = fieldsOf(req);
  if (typeof act !== 'string' || !Object.hasOwn(acts, act)) throw badRequest(__('Choose what to do.'));
  leaveNotice(req, await acts[act]!(blog, webhook));
  res.redirect(303, act === 'delete' ? here : `${here}/${webhook.id}`);
}

async function sendAgain(blog: Blog, req: Request, res: Response) {
  const webhook = await webhookOf(blog, req);
  const delivery = await findDelivery(blog.db, idFrom(req.params.delivery, 'message'));
  if (delivery?.webhook_id !== webhook.id) throw notFound('message');
  await updateDelivery(blog.db, delivery.id, { status: 'waiting', tries: 0, said: '' });
  await lineUpDelivery(blog, delivery);
  leaveNotice(req, __('The message is on its way again.'));
  res.redirect(303, `${here}/${webhook.id}`);
}

async function webhookOf(blog: Blog, req: Request): Promise<Webhook> {
  const webhook = await findWebhook(blog.db, idFrom(req.params.id, 'webhook'));
  if (!webhook) throw notFound('webhook');
  return webhook;
}
