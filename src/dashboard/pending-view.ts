// dashboard/pending-view.ts: the newest comments that wait, as the moderation list shows them.
import type { Request } from 'express';
import { initialsOf } from '../base/words/initials.ts';
import type { Blog } from '../blog.ts';
import { pendingRows } from '../comments/moderation/list-screen.ts';
import { newSubmissionKey } from '../writing/submitted-form.ts';

const most = 4;

/** Each with a key of its own for the answer that may be written below it. */
export async function pendingView(blog: Blog, req: Request) {
  const rows = await pendingRows(blog, req, most);
  return rows.map((row) => ({
    ...row,
    initials: initialsOf(row.author_name),
    form_key: newSubmissionKey(),
  }));
}
