// linkbacks/look.ts: looks at a source: does it link here, and if not, why is it not believed?
import { isHttpError } from '../base/errors.ts';
import { proofInJson, proofInText } from './documents.ts';
import type { Linkback } from './linkback.ts';
import { type Proof, proofIn } from './proof.ts';
import type { Page, Source } from './source.ts';

/** What was seen: a proof, or the reason why there is none. */
export type Seen = { proof: Proof; reason?: undefined } | { proof?: undefined; reason: string };

/** Looks for the link in what was fetched. */
export function look({ source, target, post_id }: Linkback, { page, reason }: Source): Seen {
  if (!page) return { reason };
  if (page.status < 200 || page.status > 299) return { reason: `the source answered ${page.status}` };
  try {
    const part = decoded(new URL(source).hash.slice(1));
    const proof = proofOf(page, { permalink: target, post_id }, part);
    if (proof.is_proven) return { proof };
    return { reason: page.is_cut ? 'no link to the post in its first part' : 'no link to the post' };
  } catch (error) {
    if (isHttpError(error)) return { reason: 'the source could not be read' };
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
