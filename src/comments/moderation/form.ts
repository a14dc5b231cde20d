// comments/moderation/form.ts: what the addresses and forms of the Comments screens ask for: untrusted text in, typed ones out.
import type { Request } from 'express';
import { z } from 'zod';
import { may } from '../../accounts/user.ts';
import { badRequest } from '../../base/errors.ts';
import { idFrom, idsFrom } from '../../base/http/ids.ts';
import { __ } from '../../base/language/gettext.ts';
import { commentStatuses, shownKinds, type CommentStatus } from '../comment.ts';
import type { ListFilter, Place } from './list-queries.ts';
import { moderations, type Moderation } from './moderate.ts';

const statuses = Object.keys(commentStatuses) as CommentStatus[];
const id = z.coerce.number().int().min(0).max(2_147_483_647).catch(0);
const place = z
  .string()
  .regex(/^-?\d{1,17}\.\d{1,10}$/)
  .catch('');
const address = z.string().max(45).regex(/^[\d.:a-f]*$/i).catch(''); // prettier-ignore

const query = z.object({
  status: z.enum(['all', 'mine', 'reported', 'appealed', ...statuses]).catch('all'),
  type: z.enum(['', 'pings', ...shownKinds]).catch(''),
  post: id,
  email: z.string().max(100).catch(''),
  ip: address,
  network: address,
  s: z.string().max(200).catch(''),
  /** Places in the list: only older, or only newer comments. */
  before: place,
  after: place,
  /** Which comment is shown beside the list; 0 for the first. */
  comment: id,
});

export type ListAsked = z.infer<typeof query>;

/** What a list's address asks for; whatever is malformed counts as not asked. */
export const listAsked = (req: Request): ListAsked => query.parse(req.query);

/** What the address of a list asks for, where a form names it as the place to go back to. */
export function listAskedIn(address: string): ListAsked {
  const [, words = ''] = address.split('?');
  return query.parse(Object.fromEntries(new URLSearchParams(words)));
}

/** Moderators see all comments, others those on their own posts. */
export function listFilter(req: Request, asked: ListAsked): ListFilter {
  return {
    view: asked.status,
    kind: asked.type,
    post_id: asked.post,
    email: asked.email.replaceAll('\0', '').trim(),
    ip: asked.ip,
    network: asked.network,
    search: asked.s.replaceAll(/\p{Cs}|\0/gu, '').trim(),
    post_author_id: may(req.user, 'moderate_comments') ? 0 : (req.user?.id ?? -1),
    user_id: req.user?.id ?? 0,
  };
}

/** A place in an address. */
export function placeIn(text: string): Place | undefined {
  const [micros, number] = text.split('.');
  return micros && number ? { micros, id: Number(number) } : undefined;
}

export const placeText = ({ micros, id }: Place): string => `${micros}.${id}`;

/** The comment that an address names. */
export function idOf(req: Request): number {
  return idFrom(req.params.id, 'comment');
}

/** The ticked comments, at most two hundred, and what is to be done with them. */
export function bulkAsked(body: unknown): { ids: number[]; what: Moderation } {
  const form = z
    .object({
      what: z.enum(moderations),
      ids: z.union([z.string(), z.array(z.string()).max(200)]).default([]),
    })
    .safeParse(body);
  if (!form.success) throw badRequest(__('Please choose a bulk action.'));
  const ids = idsFrom(form.data.ids);
  if (!ids.length) throw badRequest(__('Please select at least one comment.'));
  return { ids, what: form.data.what };
}

/** Which press of a button is to be undone. @throws HttpError 400 */
export function batchAsked(body: unknown): string {
  const form = z.object({ batch: z.uuid() }).safeParse(body);
  if (!form.success) throw badRequest(__('There is nothing to undo.'));
  return form.data.batch;
}

const params = ['type', 'post', 'email', 'ip', 'network', 's', 'before', 'after', 'comment'] as const;

/** The address of the same list with something changed; it begins at its newest comment again. */
export function listAddress(asked: ListAsked, changes: Partial<ListAsked> = {}): string {
  const wanted = { ...asked, before: '', after: '', comment: 0, ...changes };
  const words = new URLSearchParams();
  if (wanted.status !== 'all') words.set('status', wanted.status);
  for (const name of params) if (wanted[name]) words.set(name, String(wanted[name]));
  return words.size ? `/admin/comments?${words.toString()}` : '/admin/comments';
}
