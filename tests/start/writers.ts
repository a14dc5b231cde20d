// tests/start/writers.ts: readers of many networks who read and leave one comment after another for as long as they are let.
import { setTimeout as pause } from 'node:timers/promises';

export interface Writing {
  /** The texts whose receipt was acknowledged. */
  kept: string[];
  /** All answers' statuses; a connection that broke is a 0. */
  statuses: number[];
  /** How many answers of 503 did not say when to come again. */
  without_retry_after: number;
  stop(): Promise<void>;
}

/** Starts writing; each comment comes from an address and a network of its own (TRUST_PROXY=1). The name is of nobody who works there: guests may not bear those. */
export function writers(address: string, post_id: number, count: number): Writing {
  let isOpen = true;
  let written = 0;
  const writing: Writing = { kept: [], statuses: [], without_retry_after: 0, stop };
  const all = Promise.all(Array.from({ length: count }, one));
  return writing;

  async function one(): Promise<void> {
    while (isOpen) {
      const status = await write((written += 1));
      writing.statuses.push(status, await read());
      // A writer who is refused comes again at a person's pace, not as fast as a program can.
      if (status !== 303) await pause(100);
    }
  }

  async function write(number: number): Promise<number> {
    const comment = `Comment number ${number} of an evening.`;
    const fields = { comment_post_ID: String(post_id), author: 'Bea', email: `bea${number}@example.com` };
    const answer = await fetch(`${address}/wp-comments-post.php`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'X-Forwarded-For': `${11 + (number % 80)}.${number >> 8}.${number & 255}.9` },
      body: new URLSearchParams({ ...fields, comment }),
    }).catch(() => undefined);
    const status = await statusOf(answer);
    if (status === 303) writing.kept.push(comment);
    return status;
  }

  async function read(): Promise<number> {
    return statusOf(await fetch(`${address}/`).catch(() => undefined));
  }

  async function statusOf(answer: Response | undefined): Promise<number> {
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.status === 503 && !answer.headers.has('retry-after')) writing.without_retry_after += 1;
    return answer?.status ?? 0;
  }

  async function stop(): Promise<void> {
    isOpen = false;
    await all;
  }
}
