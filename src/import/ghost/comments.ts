// import/ghost/comments.ts: comments of members, which a copy of Ghost's database holds.
import { momentOf, records, textOf, type Loose } from '../json.ts';
import { comment } from '../make.ts';
import { inThreads } from '../threads.ts';
import type { WxrComment, WxrRecord } from '../wxr/wxr.ts';
import { byId } from './tables.ts';

/** Under the posts that the same file holds. */
export function* ghostComments(data: Loose): Generator<WxrRecord> {
  const members = byId(data.members);
  yield* inThreads(
    records(data.comments).map((row) => ({
      post: `ghost-${textOf(row, 'post_id')}`,
      addresses: [],
      comment: commentOf(row, members.get(textOf(row, 'member_id')) ?? {}),
    })),
  );
}

function commentOf(row: Loose, member: Loose): WxrComment {
  return comment({
    id: `ghost-${textOf(row, 'id')}`,
    parent: parentOf(row),
    author: textOf(member, 'name') || 'Anonymous',
    author_email: textOf(member, 'email'),
    date_gmt: momentOf(row, 'created_at'),
    approved: statuses[textOf(row, 'status')] ?? '0',
    content: textOf(row, 'html'),
  });
}

const statuses: Record<string, string> = { published: '1', hidden: '0', deleted: 'trash' };

function parentOf(row: Loose): string {
  const id = textOf(row, 'in_reply_to_id') || textOf(row, 'parent_id');
  return id ? `ghost-${id}` : '';
}
