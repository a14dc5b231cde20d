// attachments/check-waiting.ts: what the owner is told when files of strangers, which wait for a comment, fill their room.
import type { Blog } from '../blog.ts';
import type { Check } from '../feature.ts';
import { waitingProblem } from '../media/uploads/staging-quota.ts';
import { attachmentRules } from './form.ts';

/** A sentence without its full stop; undefined when there is room. */
export const readersFilesProblem = async (blog: Blog): Promise<string | undefined> =>
  waitingProblem(blog, await attachmentRules(blog, undefined));

export const waitingCheck: Check = { name: 'files of readers', run: readersFilesProblem };
