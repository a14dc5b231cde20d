// search/rest-queries.ts: what the REST API's search lists when no words are asked.
import type { Database } from '../base/database/database.ts';
import { totalOf } from '../base/rest/total-queries.ts';
import type { Post } from '../posts/post.ts';

interface Asked {
  types: string[];
  include: number[];
  exclude: number[];
}

/** Posts and pages that are out, the newest first, and how many there are (totalOf). */
export async function searchablePosts(
  db: Database,
  { types, include, exclude }: Asked,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ ids: number[]; total: number }> {
  const found = () => {
    const query = db<Post>('posts').where({ status: 'publish' }).whereIn('type', types);
    if (include.length) void query.whereIn('id', include);
    if (exclude.length) void query.whereNotIn('id', exclude);
    return query;
  };
  const [rows, total] = await Promise.all([
    found()
      .orderByRaw('published_at DESC, id DESC')
      .limit(limit)
      .offset(offset)
      .select<{ id: number }[]>('id'),
    totalOf(db, found()),
  ]);
  return { ids: rows.map(({ id }) => id), total };
}
