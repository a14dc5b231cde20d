// embeds/fetching/fail.ts: notes that a link did not answer well: tries again with growing pauses, and knows when it is gone.
import { announce } from '../../announcements.ts';
import { inTransaction } from '../../base/database/database.ts';
import { isHttpError } from '../../base/errors.ts';
import { isFetchError } from '../../base/fetch/fetch.ts';
import type { Blog } from '../../blog.ts';
import { day, dueAfterFailures, pauses } from './age.ts';
import { archivedCopy } from './archive.ts';
import { isAskError } from './ask.ts';
import type { Embed } from '../embed.ts';
import { updateEmbed } from '../queries.ts';

/** A machine that does not answer may be ill; a page that is said not to be there needs only a second look. */
const patience = { gone: 20 * 3_600_000, silent: 14 * day };

/**
 * What was known stays, whatever happens.
 * @returns after how many ms it is to be tried again; undefined when only its next turn will tell
 */
export async function noteFailure(blog: Blog, embed: Embed, error: unknown): Promise<number | undefined> {
  const { status, asked, verdict } = judge(error);
  const now = blog.now();
  const pause = verdict === 'passing' ? pauses[embed.attempts] : undefined;
  const rests = [429, 503].includes(status) ? Math.max(asked, 60_000) : 0;
  const attempts = embed.attempts + 1;
  const outcome = pause === undefined ? ending(embed, verdict, attempts, now) : {};
  const isNewlyGone = Boolean(outcome.gone_at && !embed.gone_at);
  const archive_url = isNewlyGone ? await archivedCopy(blog, embed.url) : embed.archive_url;
  await inTransaction(blog, async (blog) => {
    await updateEmbed(blog.db, embed.url, {
      status: embed.status === 'ready' ? 'ready' : 'failed',
      error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
      attempts,
      looked_at: now,
      rests_until: rests ? new Date(now.getTime() + rests) : null,
      archive_url,
      ...outcome,
    });
    if (isNewlyGone) await announce(blog, 'embed.ready', { url: embed.url });
  });
  return pause === undefined ? undefined : Math.max(pause, asked);
}

type Verdict = 'passing' | 'gone' | 'silent' | 'final';

function judge(error: unknown): { status: number; asked: number; verdict: Verdict } {
  const { status, pause: asked } = isAskError(error) ? error : { status: 0, pause: 0 };
  const isFinal =
    (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) ||
    (!isAskError(error) && isHttpError(error)) || // our own parser's refusal
    (isFetchError(error) && !['unreachable', 'timeout'].includes(error.problem));
  return { status, asked, verdict: [404, 410].includes(status) ? 'gone' : isFinal ? 'final' : 'passing' };
}

/** What stands in the row when no quick try follows. */
function ending(embed: Embed, verdict: Verdict, attempts: number, now: Date): Partial<Embed> {
  if (embed.status !== 'ready') return { fetched_at: now, due_at: dueAfterFailures(attempts, now) };
  const inDays = (days: number) => new Date(now.getTime() + days * day);
  if (verdict === 'final') return { fetched_at: now, due_at: inDays(30) };
  const failing_since = embed.failing_since ?? now;
  const waited = now.getTime() - failing_since.getTime();
  const isGone = embed.gone_at !== null || waited >= patience[verdict === 'gone' ? 'gone' : 'silent'];
  return {
    fetched_at: now,
    failing_since,
    gone_at: isGone ? (embed.gone_at ?? failing_since) : null,
    due_at: inDays(isGone ? 30 : 1),
  };
}
