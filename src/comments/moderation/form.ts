// comments/moderation/form.ts: what the addresses and forms of the Comments screens ask for: untrusted text in, typed ones out.
import type { Request } from 'express';
import { z } from 'zod';
import { may } from '../../accounts/user.ts';
import { badRequest } from '../../base/errors.ts';
import { commentStatuses, type CommentStatus } from '../comment.ts';
import { moderations, type Moderation } from './moderate.ts';
import type { ListFilter } from './list-queries.ts';
import { idFrom, idsFrom } from '../../base/http/ids.ts';

const statuses = Object.keys(commentStatuses) as CommentStatus[];

const query = z.object({
  status: z.enum(['all', 'mine', ...statuses]).catch('all'),
  type: z.enum(['', 'comment', 'pings']).catch(''),
  post: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  s: z.string().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export type ListAsked = z.infer<typeof query>;

/** What a list's address asks for; whatever is malformed counts as not asked. */
export const listAsked = (req: Request): ListAsked => query.parse(req.query);

/** Moderators see all comments, others those on their own posts. */
export function listFilter(req: Request, asked: ListAsked): ListFilter {
  return {
    view: asked.status,
    kind: asked.type,
    post_id: asked.post,
    search: asked.s.replaceAll('\0', '').trim(),
    post_author_id: may(req.user, 'moderate_comments') ? 0 : (req.user?.id ?? -1),
    user_id: req.user?.id ?? 0,
  };
}

/** The comment that an address names. */
export function idOf(req: Request): number {
  return idFrom(req.params.id, 'comment');
}

/** The ticked comments, at most a hundred, and what is to be done with them. */
export function bulkAsked(body: unknown): { ids: number[]; what: Moderation } {
  const form = z
    .object({
      what: z.enum(moderations),
      ids: z.union([z.string(), z.array(z.string()).max(100)]).default([]),
    })
    .safeParse(body);
  if (!form.success) throw badRequest('Please choose a bulk action.');
  const ids = idsFrom(form.data.ids);
  if (!ids.length) throw badRequest('Please select at least one comment.');
  return { ids, what: form.data.what };
}

/** The address of the same list with something changed. */
export function listAddress(asked: ListAsked, changes: Partial<ListAsked> = {}): string {
  const wanted = { ...asked, page: 1, ...changes };
  const words = new URLSearchParams();
  if (wanted.status !== 'all') words.set('status', wanted.status);
  if (wanted.type) words.set('type', wanted.type);
  if (wanted.post) words.set('post', String(wanted.post));
  if (wanted.s) words.set('s', wanted.s);
  if (wanted.page > 1) words.set('page', String(wanted.page));
  return words.size ? `/admin/comments?${words.toString()}` : '/admin/comments';
}
