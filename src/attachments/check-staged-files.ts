// attachments/check-staged-files.ts: what the owner reads when staged files of readers use up their quota.
import type { Blog } from '../blog.ts';
import type { Check } from '../feature.ts';
import { stagedFilesProblem } from '../media/uploads/staging-quota.ts';
import { attachmentRules } from './form.ts';

/** A sentence without its full stop; undefined while there is space. */
export const readersFilesProblem = async (blog: Blog): Promise<string | undefined> =>
  stagedFilesProblem(blog, await attachmentRules(blog, undefined));

export const stagedFilesCheck: Check = { name: 'files of readers', run: readersFilesProblem };
