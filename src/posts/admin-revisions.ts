// posts/admin-revisions.ts: the earlier texts of a post, and how they differ from today's.
import { diffLines } from 'diff';
import { usersByIds } from '../accounts/queries.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import type { Post } from './post.ts';
import { findRevision, revisionsOf } from './queries/revisions.ts';

/** The list of revisions, and one of them compared with the text of today. `id` is untrusted. */
export async function revisionsView(blog: Blog, post: Post, id: unknown) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const all = await revisionsOf(blog.db, post.id);
  const authors = await usersByIds(
    blog.db,
    all.map(({ author_id }) => author_id),
  );
  const path = `/admin/${post.type}s/${post.id}`;
  const asked = typeof id === 'string' && /^\d{1,9}$/.test(id) ? Number(id) : undefined;
  const one = asked ? await findRevision(blog.db, post.id, asked) : undefined;
  return {
    path,
    title: post.title || '(no title)',
    revisions: all.map((revision) => ({
      href: `${path}/revisions?id=${revision.id}`,
      date: formatDate(revision.created_at, `${date_format}, ${time_format}`, { zone }),
      author: authors.get(revision.author_id ?? 0)?.display_name ?? 'Somebody',
      is_shown: revision.id === one?.id,
    })),
    shown: one && {
      title: one.title,
      action: `${path}/revisions/${one.id}/restore`,
      parts: partsOf(one.content, post.content),
    },
  };
}

// Comparing is quadratic in the worst case; long texts are shown whole.
function partsOf(before: string, now: string): { kind: 'same' | 'gone' | 'new'; text: string }[] {
  if (before.length + now.length > 400_000) return [{ kind: 'same', text: before }];
  const parts = diffLines(before, now, { timeout: 500 }) ?? [{ value: before, added: false, removed: false }];
  return parts.map(({ value, added, removed }) => ({
    kind: removed ? 'gone' : added ? 'new' : 'same',
    text: value,
  }));
}
