// export/capsule/addresses.ts: the first page of everything that a reader can come to: home, posts, pages, lists.
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { dayIn } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { archivePath, termPaths } from '../../posts/archive.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { postFormats } from '../../posts/post.ts';
import { publicAuthors, publicPosts, publicTerms, type PublicPost } from '../queries/public.ts';
import { portions } from '../../base/jobs/walk.ts';

const portion = 200;

/** Site-relative addresses, piece by piece; memory does not grow with the blog. */
export async function* publicAddresses(blog: Blog): AsyncGenerator<string> {
  yield '/';
  yield* postsAndDays(blog);
  for await (const terms of portions(portion, (after) => publicTerms(blog.db, after, portion)))
    yield* (await termPaths(blog, terms)).values();
  for await (const authors of portions(portion, (after) => publicAuthors(blog.db, after, portion)))
    for (const author of authors) yield archivePath(blog, { kind: 'author', author });
  for (const format of postFormats.filter((one) => one !== 'standard'))
    yield archivePath(blog, { kind: 'format', format });
}

async function* postsAndDays(blog: Blog): AsyncGenerator<string> {
  const { timezone_string: zone } = await settings(blog.db, general);
  let last = { year: 0, month: 0, day: 0 };
  for (let before: PublicPost | undefined; ;) {
    const rows = await publicPosts(blog.db, before, portion);
    const paths = await permalinks(blog, rows);
    for (const row of rows) {
      // The front page is the home page.
      const path = paths.get(row.id)!;
      if (path !== '/') yield path;
      if (row.type !== 'post') continue;
      const now = dayIn(row.published_at, zone);
      const isNew = {
        year: now.year !== last.year,
        month: now.month !== last.month,
        day: now.day !== last.day,
      };
      const { year, month, day } = now;
      if (isNew.year) yield archivePath(blog, { kind: 'date', year });
      if (isNew.year || isNew.month) yield archivePath(blog, { kind: 'date', year, month });
      if (isNew.year || isNew.month || isNew.day) yield archivePath(blog, { kind: 'date', year, month, day });
      last = now;
    }
    if (rows.length < portion) return;
    before = rows.at(-1);
  }
}
