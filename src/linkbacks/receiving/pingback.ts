// linkbacks/receiving/pingback.ts: where other blogs say by Pingback 1.0 that they link here. Answers before any fetch.
import type { Request } from 'express';
import { clientAddress } from '../../base/http/client-address.ts';
import type { Blog } from '../../blog.ts';
import { sourceAddress } from './form.ts';
import { pingbackSources } from '../queries.ts';
import { pauses, receiveLinkback, type Outcome } from './receive.ts';
import { postMeant } from './target.ts';

interface Fault {
  code: number;
  message: string;
}

/** What a method gives: a value, or a fault; `wait` in seconds, when it may be asked again. */
export type PingbackAnswer<Value> = { value: Value } | { fault: Fault; wait?: number };

/** Pingback 1.0, section 3. A post that is private or not there answers as one that takes no pingbacks. */
export async function receivePingback(
  blog: Blog,
  req: Request,
  from: string,
  to: string,
): Promise<PingbackAnswer<string>> {
  const source = sourceAddress(from);
  if (!source) return { fault: { code: 0, message: 'The source is not a web address.' } };
  if (!URL.canParse(to) || new URL(to).host !== new URL(blog.url).host)
    return { fault: { code: 0, message: 'The target is not on this site.' } };
  if (source === new URL(to).href) return { fault: { code: 0, message: 'The source is the target.' } };
  const outcome = await receiveLinkback(blog, 'pingback', await postMeant(blog, to), source, {
    title: '',
    excerpt: '',
    blog_name: '',
    author_ip: clientAddress(req),
    user_agent: (req.get('user-agent') ?? '').slice(0, 254),
  });
  if (outcome !== 'received') {
    const wait = outcome === 'flood' || outcome === 'full' ? pauses[outcome] : undefined;
    return { fault: faults[outcome], wait };
  }
  return {
    value: `Pingback from ${source} to ${to} received. It is shown when the link is found. Keep the web talking! :-)`,
  };
}

const faults: Record<Exclude<Outcome, 'received'>, Fault> = {
  closed: { code: 33, message: 'The target takes no pingbacks.' },
  // Whatever the reason was: one for each would tell what can be reached from here (16, 50).
  refused: { code: 17, message: 'No link to the target was found at the source. It is looked at again.' },
  known: { code: 48, message: 'The pingback has already been registered.' },
  flood: { code: 49, message: 'You are sending pingbacks too quickly. Please slow down.' },
  full: {
    code: 49,
    message: 'There were many pingbacks from your network or for this post. Try again in an hour.',
  },
};

/** Which sources have sent a pingback for a page that is here. */
export async function pingbacksOf(blog: Blog, to: string): Promise<PingbackAnswer<string[]>> {
  const post = await postMeant(blog, to);
  if (!post) return { fault: { code: 32, message: 'There is no such page here.' } };
  return { value: await pingbackSources(blog.db, post.id) };
}
