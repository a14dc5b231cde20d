// comments/own/asker.ts: who asks, by the browser's key and the session.
import type { Request } from 'express';
import type { Blog } from '../../blog.ts';
import { browserOf } from '../form/cookies.ts';
import type { Asker } from './ownership.ts';

export const askerOf = (blog: Blog, req: Request): Asker => ({
  browser_key_hash: browserOf(blog, req),
  user_id: req.user?.id ?? 0,
});
