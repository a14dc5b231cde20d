// base/threads/set-text.ts: sets a text at once when it is short, in a thread when it is not.
import type { LineName } from './threads.ts';
import type { Lookups } from './messages.ts';
import { inThread } from './threads.ts';

/** In UTF-16 units. The worst text of this length takes some milliseconds, about what the way to a thread costs. */
const shortText = 1000;

export interface Setting<Input extends { content: string }, Asked extends Lookups, Output> {
  /** The name of `work` in src/thread.ts. */
  job: string;
  line: LineName;
  seconds: number;
  work: (input: Input, lookups: Asked) => Promise<Output>;
  input: Input;
  lookups: Asked;
  /** Whether more comes by the lookups than the text is long: then a thread does it, too. */
  grows?: boolean;
}

/** @throws HttpError as inThread, and what the work throws */
export const setText = <Input extends { content: string }, Asked extends Lookups, Output>({
  work,
  grows = false,
  ...job
}: Setting<Input, Asked, Output>): Promise<Output> =>
  !grows && job.input.content.length <= shortText ? work(job.input, job.lookups) : inThread<Output>(job);
