// comments/passages/find-again.ts: when a post's text was saved, the passages that comments are about are looked for again.
import { setImmediate } from 'node:timers/promises';
import { inTransaction } from '../../base/database/database.ts';
import { portions } from '../../base/jobs/walk.ts';
import type { Blog } from '../../blog.ts';
import { findPost } from '../../posts/queries/find.ts';
import { noteChanges } from '../live/queries.ts';
import { placeAgain, textOfPost } from './find.ts';
import { annotationKey, annotationMeta, passageIn, type Passage } from './passage.ts';
import { allOnPassages, storePlaces, type PassageRow } from './queries.ts';

const portion = 100;
/** Of one post, at each save; a stranger's comments make no more work than that. */
const most = 2000;

/** Listener: keeps where each passage stands, or that it stands there no more; open pages hear of that. */
export async function findPassagesAgain(blog: Blog, { post_id }: { post_id: number }): Promise<void> {
  const post = await findPost(blog.db, post_id);
  if (!post) return;
  const text = textOfPost(post);
  let looked = 0;
  const next = (after: number) => allOnPassages(blog.db, post_id, { after, limit: portion });
  for await (const rows of portions(portion, next)) {
    if (looked >= most) return;
    looked += rows.length;
    const moved: Moved[] = [];
    for (const row of rows) {
      const passage = passageIn(row);
      if (!passage) continue;
      const place = placeAgain(text, passage);
      if (place.start !== passage.start || place.now !== passage.now)
        moved.push({ row, before: passage, place });
      // One search takes milliseconds of a long text; others have their turn between two.
      await setImmediate();
    }
    await keep(blog, moved);
  }
}

interface Moved {
  row: PassageRow;
  before: Passage;
  place: Pick<Passage, 'start' | 'now'>;
}

async function keep(blog: Blog, moved: Moved[]): Promise<void> {
  if (!moved.length) return;
  const places = moved.map(({ row, before, place }) => ({
    id: row.id,
    annotation: annotationMeta({ ...before, ...place })[annotationKey]![0]!,
  }));
  const seen = moved.filter(
    ({ row, before, place }) =>
      row.status === 'approve' &&
      ((place.start === undefined) !== (before.start === undefined) || place.now !== before.now),
  );
  await inTransaction(blog, async (blog) => {
    await storePlaces(blog.db, places);
    await noteChanges(
      blog.db,
      seen.map(({ row }) => ({ comment_id: row.id, post_id: row.post_id })),
      blog.now(),
    );
  });
}
