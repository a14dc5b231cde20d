// xmlrpc/pingbacks.ts: pingback.* and what mt.* says of linkbacks.
import { pingbacksOf, receivePingback, type PingbackAnswer } from '../linkbacks/receiving/pingback.ts';
import { linkbacksOfPost } from './queries.ts';
import { findPost } from '../posts/queries/find.ts';
import { isPublic } from '../posts/visible.ts';
import { open, type Method } from './method.ts';
import { fault } from './protocol/fault.ts';
import { idIn, textIn } from './protocol/values.ts';

export const pingbackMethods: Method[] = [
  open('mt.getTrackbackPings', async ({ blog, args }) => {
    const post = idIn(args[0]) ? await findPost(blog.db, idIn(args[0])) : undefined;
    if (!post || !isPublic(post) || post.password) throw fault(404, 'Sorry, no such post.');
    return linkbacksOfPost(blog.db, post.id);
  }),
  open('pingback.ping', async ({ blog, req, args }) =>
    told(await receivePingback(blog, req, textIn(args[0]).trim(), textIn(args[1]).trim())),
  ),
  open('pingback.extensions.getPingbacks', async ({ blog, args }) =>
    told(await pingbacksOf(blog, textIn(args[0]).trim())),
  ),
];

function told<Value>(answer: PingbackAnswer<Value>): Value {
  if ('value' in answer) return answer.value;
  throw fault(answer.fault.code, answer.fault.message, answer.wait);
}
