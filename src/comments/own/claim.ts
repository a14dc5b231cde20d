// comments/own/claim.ts: who proves an email address is known by the browser as the author of its comments.
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { z } from 'zod';
import type { Database } from '../../base/database/database.ts';
import { inTransaction } from '../../base/database/database.ts';
import { badRequest, forbidden } from '../../base/errors.ts';
import { hostIn, networkIn } from '../../base/http/client-address.ts';
import { renderText } from '../../base/http/views.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import { __ } from '../../base/language/gettext.ts';
import { isEmail } from '../../base/mail/address.ts';
import { sendMail } from '../../base/mail/mail.ts';
import { consume, consumeBoth, limiter } from '../../base/rate-limit.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { isSignature, signatureOf } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import { claimNames } from '../names/names.ts';
import { limits } from '../form/form.ts';
import {
  claimComments,
  isProofOpen,
  newestOf,
  removeOldProofs,
  reserveProof,
  useProof,
} from './claim-queries.ts';
import { ownPaths } from './ownership.ts';

/** A link is good for an hour, and one an hour is mailed to an address. */
const hour = 3_600_000;
const mostClaimed = 5000;

export const confirmPath = `${ownPaths.mine}/confirm`;

/** What a mailed link says: whose address, when it was mailed, and the signature over both. */
export interface Proof {
  address: string;
  mailed_at: Date;
}

/**
 * Asks for a link to an address. Nothing is looked up while the asker waits: the answer, and the time it takes, are the same
 * whether there are comments of this address or not.
 * @throws HttpError 400 for what is no address, 429 when too many were asked for
 */
export async function askForLink(blog: Blog, ip: string, typed: string): Promise<void> {
  const address = typed.trim().toLowerCase();
  if (!isEmail(address) || address.length > limits.email)
    throw badRequest(__('This is not an email address. It looks like name@example.com.'));
  const { host, network, everybody } = limitersOf(blog.db);
  const told = (pause: string) => __('Many links were asked for. Please try again %s.', pause);
  await consumeBoth({ limit: network, key: networkIn(ip), told }, { limit: host, key: hostIn(ip), told });
  await consume(everybody, 'all', told);
  await addJob(blog, 'comments.mail-link', { address }, { max_attempts: 5 });
}

const asked = z.object({ address: z.string() });

/** Task: mails the link, at most once an hour, to an address that has comments. */
export async function mailLink(blog: Blog, payload: unknown): Promise<void> {
  const { address } = asked.parse(payload);
  const newest = await newestOf(blog.db, address);
  if (!newest) return;
  await inTransaction(blog, async (blog) => {
    const at = blog.now();
    const not_since = new Date(at.getTime() - hour);
    if (!(await reserveProof(blog.db, { address, at, not_since }))) return;
    const { blogname } = await settings(blog.db, general);
    await sendMail(blog, {
      key: `comment-link:${address}:${at.getTime()}`,
      to: address,
      subject: __('[%s] Your comments', blogname),
      body: await renderText('comments/mail-link', {
        blogname,
        site_url: blog.url,
        link: linkOf(blog, { address, mailed_at: at }),
      }),
    });
  });
}

function linkOf(blog: Blog, proof: Proof): string {
  const { address, mailed_at } = proof;
  const query = new URLSearchParams({
    address,
    at: String(mailed_at.getTime()),
    key: keyOf(blog, proof),
  });
  return `${blog.url}${confirmPath}?${query.toString()}`;
}

const keyOf = (blog: Blog, { address, mailed_at }: Proof): string =>
  signatureOf(blog, 'own comments', address, mailed_at.getTime());

const given = z.object({
  address: z.string().max(254),
  at: z.string().regex(/^\d{1,15}$/),
  key: z.string().max(64),
});

/** What a link or its form says; undefined for one that is not ours, too old, used or replaced. Nothing is said of an address without. */
export async function readProof(blog: Blog, from: unknown): Promise<Proof | undefined> {
  const read = given.safeParse(from);
  if (!read.success) return undefined;
  const { address, at, key } = read.data;
  const proof = { address, mailed_at: new Date(Number(at)) };
  const age = blog.now().getTime() - proof.mailed_at.getTime();
  if (!isSignature(key, keyOf(blog, proof)) || age >= hour) return undefined;
  return (await isProofOpen(blog.db, address, proof.mailed_at)) ? proof : undefined;
}

/** The same as a form carries it on. */
export const proofFields = (blog: Blog, proof: Proof) => ({
  address: proof.address,
  at: String(proof.mailed_at.getTime()),
  key: keyOf(blog, proof),
});

/**
 * Uses a link up and ties the comments of its address to a browser.
 * @returns what the newest of them says of its author
 * @throws HttpError 403 when the link was used meanwhile
 */
export function claim(blog: Blog, { address, mailed_at }: Proof, browser_key_hash: string) {
  return inTransaction(blog, async (blog) => {
    if (!(await useProof(blog.db, { address, mailed_at, at: blog.now() }))) throw usedLink();
    const newest = await newestOf(blog.db, address);
    await claimComments(blog.db, { address, browser_key_hash, limit: mostClaimed });
    await claimNames(blog, browser_key_hash);
    return newest;
  });
}

export const usedLink = () =>
  forbidden(
    __('This link is no longer good: it was used, it is older than an hour, or a newer one was mailed.'),
  );

/** Task: forgets links of yesterday. */
export const tidyLinks = (blog: Blog): Promise<void> =>
  removeOldProofs(blog.db, new Date(blog.now().getTime() - 24 * hour));

type Limiters = Record<'host' | 'network' | 'everybody', RateLimiterPostgres>;
const made = new WeakMap<Database, Limiters>();

function limitersOf(db: Database): Limiters {
  const known = made.get(db);
  if (known) return known;
  const fresh = {
    host: limiter(db, 'comment_link_host', { points: 5, seconds: 3600 }),
    network: limiter(db, 'comment_link_network', { points: 20, seconds: 3600 }),
    everybody: limiter(db, 'comment_link_all', { points: 300, seconds: 3600 }),
  };
  made.set(db, fresh);
  return fresh;
}
