// linkbacks/sending/send.ts: the job that tells one other page of one link, by the best protocol it speaks.
import { z } from 'zod';
import { isFetchError, isFinal } from '../../base/fetch/fetch.ts';
import { retryAfter } from '../../base/fetch/retry-after.ts';
import { excerptOf } from '../../base/html/excerpt.ts';
import { renderView } from '../../base/http/views.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { findComment } from '../../comments/queries/find.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { findPost } from '../../posts/queries/find.ts';
import { markPinged } from '../../posts/queries/write.ts';
import { isPublic } from '../../posts/visible.ts';
import { answered, busy, isBusy } from './temporary-failure.ts';
import { endpointOf } from './discover.ts';
import { cut } from '../receiving/form.ts';
import { lineUpSending } from './plan.ts';
import { isOutThere, replyAddress } from './reply.ts';
import { receiveLinkback } from '../receiving/receive.ts';
import type { SentLinkback } from './sent.ts';
import { countTry, findSent, updateSent } from './queries.ts';
import { postMeant } from '../receiving/target.ts';

type Outcome = Pick<SentLinkback, 'protocol' | 'endpoint' | 'status' | 'said'>;
type Told = Pick<Outcome, 'status' | 'said'>;
const job = z.object({ id: z.number(), waits: z.number().default(0) });
/** A side that asks us to wait is asked again so often; then it is as one that does not answer. */
const mostWaits = 5;

/** Fetches first, then writes what came. A site that cannot be reached, or is busy, is tried again by the queue. */
export async function sendLinkback(blog: Blog, payload: unknown): Promise<void> {
  const { id, waits } = job.parse(payload);
  const row = await findSent(blog.db, id);
  if (!row) return;
  const address = await addressOf(blog, row);
  // What is gone is told under the address it had, and only to who can take it back.
  const source = address ?? row.source;
  if (!address && row.protocol !== 'webmention') return;
  await countTry(blog.db, row.id);
  try {
    const outcome = await tell(blog, { ...row, source });
    await updateSent(blog.db, row.id, { ...outcome, source, sent_at: blog.now() });
  } catch (error) {
    if (!isBusy(error) && !isFetchError(error)) throw error;
    const isOver = !isBusy(error) && isFinal(error);
    const status = isOver ? 'refused' : 'failed';
    await updateSent(blog.db, row.id, { status, said: error.message, sent_at: blog.now() });
    if (isBusy(error) && error.pause && waits < mostWaits)
      return lineUpSending(blog, row, { pause: error.pause, waits: waits + 1 });
    if (!isOver) throw error;
  }
}

/** Where the post or the comment stands now; undefined when readers do not see it. */
async function addressOf(blog: Blog, { post_id, comment_id }: SentLinkback): Promise<string | undefined> {
  const post = await findPost(blog.db, post_id);
  if (!post || !isPublic(post)) return undefined;
  if (!comment_id) return blog.url + (await permalink(blog, post));
  const comment = await findComment(blog.db, comment_id);
  return comment && isOutThere(comment, post) ? replyAddress(blog, comment, post) : undefined;
}

async function tell(blog: Blog, row: SentLinkback): Promise<Outcome> {
  const { protocol: known, endpoint, target } = row;
  // The author gave the trackback address itself. (A page may be its own webmention endpoint, too.)
  if (known === 'trackback' && endpoint === target)
    return { protocol: known, endpoint, ...(await trackback(blog, row, target)) };
  if (new URL(target).host === new URL(blog.url).host) return tellOurselves(blog, row);
  const page = answered(await blog.fetch(target, { purpose: 'discovery' }), blog.now());
  const html = page.body.toString('utf8');
  const found = endpointOf({ url: page.url, headers: page.headers, html, asked: target });
  if (!found) return { protocol: null, endpoint: null, status: 'none', said: '' };
  const { protocol, url } = found;
  return { protocol, endpoint: url, ...(await ways[protocol](blog, row, url)) };
}

const ways = { webmention, pingback, trackback };

/** A post of our own hears of it without a request. */
async function tellOurselves(blog: Blog, { source, target }: SentLinkback): Promise<Outcome> {
  const post = await postMeant(blog, target);
  const claim = { title: '', excerpt: '', blog_name: '', user_agent: 'Quillback' };
  const outcome = await receiveLinkback(blog, 'pingback', post, source, claim);
  const isTaken = outcome !== 'closed';
  return { protocol: 'pingback', endpoint: null, status: isTaken ? 'accepted' : 'none', said: '' };
}

/** Webmention, section 3.1.3. */
async function webmention(blog: Blog, { source, target }: SentLinkback, url: string): Promise<Told> {
  const answer = await post(blog, url, new URLSearchParams({ source, target }));
  const isTaken = answer.status >= 200 && answer.status < 300;
  const said = isTaken ? '' : `${answer.status}: ${cut(answer.body.toString('utf8'), 300)}`;
  return { status: isTaken ? 'accepted' : 'refused', said };
}

/** Pingback 1.0, section 2.4; a fault 48 says that it is there already. */
async function pingback(blog: Blog, { source, target }: SentLinkback, url: string): Promise<Told> {
  const call = await renderView('linkbacks/call', { method: 'pingback.ping', params: [source, target] });
  const answer = answered(
    await blog.fetch(url, {
      purpose: 'ping',
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: call.trim(),
    }),
    blog.now(),
  );
  const text = answer.body.toString('utf8');
  const code = /<fault>[^]*<(?:int|i4)>(-?\d+)</.exec(text)?.[1];
  const [, words = text] = /faultString<\/name>\s*<value>(?:<string>)?([^<]*)/.exec(text) ?? [];
  const pause = code ? retryAfter(answer, blog.now()) : 0;
  if (pause) throw busy(`fault ${code}: ${cut(words, 300)}`, pause);
  const isTaken = answer.status === 200 && (code === '48' || (!code && text.includes('<methodResponse')));
  const said = isTaken ? '' : `${code ? `fault ${code}` : answer.status}: ${cut(words, 300)}`;
  return { status: isTaken ? 'accepted' : 'refused', said };
}

/** TrackBack 1.2; an address that the author gave goes from `to_ping` to `pinged` once it was taken. */
async function trackback(blog: Blog, row: SentLinkback, url: string): Promise<Told> {
  const { post_id, target, tries } = row;
  const answer = await post(blog, url, new URLSearchParams(await wordsOf(blog, row)));
  const text = answer.body.toString('utf8');
  // The first try may have arrived although its answer was lost.
  const isKnown = tries > 0 && /<error>\s*1\s*<\/error>/.test(text) && /already/i.test(text);
  const isTaken = answer.status === 200 && (isKnown || /<error>\s*0\s*<\/error>/.test(text));
  if (isTaken && url === target) await markPinged(blog.db, post_id, target);
  return { status: isTaken ? 'accepted' : 'refused', said: isTaken ? '' : cut(text, 300) };
}

async function wordsOf(blog: Blog, { post_id, comment_id, source }: SentLinkback) {
  const { blogname } = await settings(blog.db, general);
  const { title = '', excerpt = '', html = '' } = (await findPost(blog.db, post_id)) ?? {};
  const comment = comment_id ? await findComment(blog.db, comment_id) : undefined;
  const text = comment ? excerptOf(comment.html, 40) : excerpt || excerptOf(html, 40);
  return { url: source, title, blog_name: blogname, excerpt: cut(text, 252) };
}

async function post(blog: Blog, url: string, fields: URLSearchParams) {
  const answer = await blog.fetch(url, {
    purpose: 'ping',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: fields.toString(),
  });
  return answered(answer, blog.now());
}
