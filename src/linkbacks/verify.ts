// linkbacks/verify.ts: looks whether a claim is true: only a page that really links here gets further.
import crypto from 'node:crypto';
import { z } from 'zod';
import { inTransaction } from '../base/database/database.ts';
import { isHttpError } from '../base/errors.ts';
import { isFetchError } from '../base/fetch/fetch.ts';
import { addJob } from '../base/jobs/jobs.ts';
import type { Blog } from '../blog.ts';
import { submitComment } from '../comments/submit.ts';
import type { Post } from '../posts/post.ts';
import { findPost } from '../posts/queries/find.ts';
import { resolveAddress } from '../posts/resolve.ts';
import { isPublic } from '../posts/visible.ts';
import type { Linkback } from './linkback.ts';
import { type Proof, proofIn } from './proof.ts';
import { countWaitingBefore, findLinkback, settleLinkback } from './queries.ts';

const job = z.object({ linkback_id: z.number() });

/** Hears `linkback.received`: one after another for each source host, ten at once and then two a second. */
export async function lineUpCheck(blog: Blog, { linkback_id }: { linkback_id: number }): Promise<void> {
  const linkback = await findLinkback(blog.db, linkback_id);
  if (!linkback) return;
  const over = (await countWaitingBefore(blog.db, linkback_id)) - 9;
  const host = crypto.createHash('sha256').update(new URL(linkback.source).host).digest('hex');
  await addJob(
    blog,
    'linkbacks.verify',
    { linkback_id },
    {
      key: `linkback ${linkback_id}`,
      queue: `linkbacks ${host.slice(0, 32)}`,
      // The queue goes by the machine's clock.
      run_at: over > 0 ? new Date(Date.now() + over * 500) : undefined,
    },
  );
}

/** The job: fetches first, then writes what came; a proven claim meets the rules that comments meet. */
export async function verifyLinkback(blog: Blog, payload: unknown): Promise<void> {
  const linkback = await findLinkback(blog.db, job.parse(payload).linkback_id);
  if (linkback?.status !== 'unverified') return;
  const post = await findPost(blog.db, linkback.post_id);
  if (!post || !isPublic(post)) return settle(blog, linkback, 'the post is not public any more');
  const found = await look(blog, linkback);
  await keep(blog, linkback, post, found);
}

/** What was seen: a proof, or the reason why there is none. */
type Seen = { proof: Proof; reason?: undefined } | { proof?: undefined; reason: string };

async function look(blog: Blog, { source, target, post_id }: Linkback): Promise<Seen> {
  try {
    const page = await pageOf(blog, source);
    if (page.status < 200 || page.status > 299) return { reason: `the source answered ${page.status}` };
    const proof = proofIn(page.html, page.url, { permalink: target, post_id });
    if (proof.is_proven) return { proof };
    return { reason: page.is_cut ? 'no link to the post in its first part' : 'no link to the post' };
  } catch (error) {
    if (isFetchError(error)) return { reason: `the source was not fetched: ${error.message}` };
    if (isHttpError(error)) return { reason: 'the source could not be read' };
    throw error;
  }
}

interface Page {
  status: number;
  url: string;
  html: string;
  is_cut: boolean;
}

/** A page of our own is read from the database: it may not be reachable from here, and need not be. */
async function pageOf(blog: Blog, source: string): Promise<Page> {
  const url = new URL(source);
  if (url.host === new URL(blog.url).host) {
    const id = /^\d{1,9}$/.exec(url.searchParams.get('p') ?? '')?.[0];
    const found = id ? await findPost(blog.db, Number(id)) : (await resolveAddress(blog, url.pathname))?.post;
    const html = found && isPublic(found) && !found.password ? found.html : '';
    return { status: html ? 200 : 404, url: source, html, is_cut: false };
  }
  const page = await blog.fetch(source, { purpose: 'verification' });
  const charset = /charset="?([\w-]{1,40})/i.exec(page.content_type)?.[1];
  return {
    status: page.status,
    url: page.url,
    html: textIn(page.body, charset),
    is_cut: page.is_cut ?? false,
  };
}

function textIn(body: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString();
  }
}

async function keep(blog: Blog, linkback: Linkback, post: Post, { proof, reason }: Seen): Promise<void> {
  const { claimed, source, kind } = linkback;
  const title = claimed.title || proof?.title || (claimed.excerpt ? '' : source);
  try {
    await inTransaction(blog, async (blog) => {
      const comment = await submitComment(blog, {
        type: kind,
        post,
        author_name: claimed.blog_name || proof?.site_name || new URL(source).hostname,
        author_email: '',
        author_url: source,
        content: [title && `<strong>${escaped(title)}</strong>`, escaped(claimed.excerpt)]
          .filter(Boolean)
          .join('\n\n'),
        author_ip: claimed.author_ip ?? '',
        user_agent: claimed.user_agent,
        form_key: `linkback ${linkback.id}`,
        status: reason === undefined ? undefined : 'spam',
        meta: reason === undefined ? {} : { linkback_reason: [reason] },
      });
      const status = reason === undefined ? 'verified' : 'refused';
      const outcome = { status, reason: reason ?? null, comment_id: comment.id } as const;
      await settleLinkback(blog.db, linkback.id, { ...outcome, checked_at: blog.now() });
    });
  } catch (error) {
    if (!isHttpError(error)) throw error;
    await settle(blog, linkback, `not kept as a comment: ${error.message}`);
  }
}

async function settle(blog: Blog, { id }: Linkback, reason: string): Promise<void> {
  const outcome = { status: 'refused' as const, reason, comment_id: null };
  await settleLinkback(blog.db, id, { ...outcome, checked_at: blog.now() });
}

/** Plain words as they stand, where markup is read. */
const escaped = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
