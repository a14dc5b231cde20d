// comments/moderation/judge.ts: gathers what is known about a new comment, and has it judged.
import { may } from '../../accounts/user.ts';
import { attachmentSettings } from '../../attachments/settings.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { linksIn } from '../content/render.ts';
import { hasApprovedComment } from '../queries/write.ts';
import { discussion } from '../settings.ts';
import { scoreComment, type Judged } from '../spam/judge.ts';
import type { Submission } from '../submission.ts';
import { verdict, type Evidence, type Verdict } from './verdict.ts';

const noForm = { seal: 'none', seconds: undefined, attempts: 0 } as const;

export interface Judgement extends Verdict {
  score: number;
}

/** Judges a comment before it is stored. Whose status was decided by the caller is not judged; our own people are not scored. */
export async function judgeComment(
  blog: Blog,
  { post, user, files = [], status, is_trapped = false, signs = noForm }: Submission,
  row: Judged &
    Pick<Evidence, 'type'> & { id?: number; user_id: number | null; browser_key_hash: string | null },
): Promise<Judgement> {
  if (status) return { status, reasons: [], score: 0 };
  const rules = await settings(blog.db, discussion);
  const { manually_moderation: filesWait } = await settings(blog.db, attachmentSettings);
  const isOurs = row.type === 'comment' && (may(user, 'moderate_comments') || user?.id === post.author_id);
  const isKnown = await hasApprovedComment(blog.db, row);
  // An edit is not excused by the very comment that it changes.
  const isExcused = row.id && isKnown ? await hasApprovedComment(blog.db, row, row.id) : isKnown;
  const spam =
    rules.spam_check && !isOurs && row.type === 'comment'
      ? await scoreComment(blog, row, { signs, is_known: isExcused })
      : undefined;
  const judged = verdict(
    {
      ...row,
      links: linksIn(row),
      is_ours: isOurs,
      is_known: isKnown,
      has_name_and_email: row.author_name !== '' && row.author_email !== '',
      is_trapped,
      is_decoy: signs.seal === 'missing at the decoy' && !user && !isKnown,
      holds_files: files.length > 0 && filesWait,
      spam,
    },
    rules,
  );
  return { ...judged, score: spam?.score ?? 0 };
}
