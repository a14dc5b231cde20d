// linkbacks/receiving/inspect.ts: looks at a source: does it link here, and if not, why is it not believed?
import { isHttpError } from '../../base/errors.ts';
import { setText } from '../../base/threads/set-text.ts';
import { proofInJson, proofInText } from './documents.ts';
import type { Linkback } from '../linkback.ts';
import { type Proof, proofIn } from './proof.ts';
import type { Page, Source } from './source.ts';

/** What was seen: a proof, or the reason why there is none. */
export type Seen = { proof: Proof; reason?: undefined } | { proof?: undefined; reason: string };

/** Looks for the link in what was fetched, beside the event loop: the page is whatever a stranger likes to serve. */
export async function lookAside(
  { source, target, post_id }: Linkback,
  { page, reason }: Source,
): Promise<Seen> {
  if (!page) return { reason };
  const { text, ...rest } = page;
  try {
    return await setText({
      job: 'look',
      line: 'strangers',
      seconds: 5,
      work: lookJob,
      input: { content: text, claim: { source, target, post_id }, page: rest },
      lookups: {},
    });
  } catch (error) {
    // It took too long. That too many wait is no fault of the page: the job comes again.
    if (isHttpError(error) && error.status === 422) return { reason: unread };
    throw error;
  }
}

interface Looking {
  content: string;
  claim: Claim;
  page: Omit<Page, 'text'>;
}

/** The same, as a thread does it. */
export const lookJob = ({ content, claim, page }: Looking): Promise<Seen> =>
  Promise.resolve(look(claim, { page: { ...page, text: content } }));

type Claim = Pick<Linkback, 'source' | 'target' | 'post_id'>;

const unread = 'the source could not be read';

/** Looks for the link in what was fetched. */
export function look({ source, target, post_id }: Claim, { page, reason }: Source): Seen {
  if (!page) return { reason };
  if (page.status < 200 || page.status > 299) return { reason: `the source answered ${page.status}` };
  try {
    const part = decoded(new URL(source).hash.slice(1));
    const proof = proofOf(page, { permalink: target, post_id }, part);
    if (proof.is_proven) return { proof };
    return { reason: page.is_cut ? 'no link to the post in its first part' : 'no link to the post' };
  } catch (error) {
    if (isHttpError(error)) return { reason: unread };
    throw error;
  }
}

function proofOf(
  { content_type, text, url }: Page,
  target: Parameters<typeof proofIn>[2],
  part: string,
): Proof {
  if (/[/+]json$/.test(content_type)) return proofInJson(text, url, target);
  if (content_type === 'text/plain') return proofInText(text, url, target);
  return proofIn(text, url, target, part);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
