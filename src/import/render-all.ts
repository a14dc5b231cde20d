// import/render-all.ts: makes the HTML of posts and comments that came in as text.
import { isHttpError } from '../base/errors.ts';
import type { Database } from '../base/database/database.ts';
import { portions } from '../base/jobs/walk.ts';
import type { Blog } from '../blog.ts';
import { renderKept } from '../comments/content/render.ts';
import type { Place } from '../embeds/recognise-all.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { renderContent } from '../posts/content/render.ts';
import { writing } from './importing.ts';
import {
  storeCommentHtml,
  storePostHtml,
  unrenderedComments,
  unrenderedPosts,
  type Rendered,
} from './queries/unrendered.ts';
import { isRefusedByDatabase } from './refused.ts';
import { wordsOfText } from './words-of-text.ts';

type OnBatch = () => Promise<void> | void;
/** `place` says whose links they are: what nobody approved sends us to no page. */
type Made = Rendered & { place: Place | 'nowhere' };
type Keep = (db: Database, id: number, rendered: Rendered) => Promise<void>;

const batch = 100;
const empty: Rendered = { html: '', html_version: 1, embed_urls: [], media_ids: [] };
const nothing: Made = { ...empty, place: 'nowhere' };

/**
 * Renders whatever was never rendered, in batches; a second call finds nothing to do.
 * @param onBatch called after each batch
 */
export async function renderAll(blog: Blog, onBatch: OnBatch = () => {}): Promise<void> {
  await inBatches(unrenderedPosts, onBatch, blog, storePostHtml, async ({ id, content_format }, content) => ({
    ...(await renderContent(blog, { id, content, content_format })),
    place: 'posts',
  }));
  await inBatches(
    unrenderedComments,
    onBatch,
    blog,
    storeCommentHtml,
    async ({ status, content_format }, content) => ({
      media_ids: [],
      ...(await renderKept(blog, { content, content_format })),
      place: status === 'approve' ? 'comments' : 'nowhere',
    }),
  );
}

async function inBatches<Row extends { id: number; content: string }>(
  find: (db: Database, after: number, limit: number) => Promise<Row[]>,
  onBatch: OnBatch,
  blog: Blog,
  keep: Keep,
  render: (row: Row, content: string) => Promise<Made>,
): Promise<void> {
  for await (const rows of portions(batch, (after) => find(blog.db, after, batch))) {
    const made: [number, Made][] = [];
    for (const row of rows) made.push([row.id, await orWords(blog, row, (content) => render(row, content))]);
    await keepAll(blog, made, keep);
    await onBatch();
  }
}

/** Of a text that is refused as too long or too deep the words are shown; it stays as written in `content`. */
async function orWords(
  blog: Blog,
  { id, content }: { id: number; content: string },
  render: (content: string) => Promise<Made>,
): Promise<Made> {
  for (const text of [content, wordsOfText(content)]) {
    try {
      return await render(text);
    } catch (error) {
      if (!isHttpError(error) || error.status === 503) throw error;
      blog.log.warn({ id, reason: error.message }, 'an imported text was refused: its words are shown');
    }
  }
  return nothing;
}

/** Writes a batch at once; when the database refuses one of them, each on its own, and that one empty. */
async function keepAll(blog: Blog, made: [number, Made][], keep: Keep): Promise<void> {
  try {
    await writing(blog, async (blog) => {
      for (const [id, { place: _place, ...rendered }] of made) await keep(blog.db, id, rendered);
      for (const [, { embed_urls, place }] of made) await wantEmbeds(blog, embed_urls, place);
    });
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    const [[id] = [0]] = made;
    if (made.length === 1) return keep(blog.db, id, empty);
    for (const one of made) await keepAll(blog, [one], keep);
  }
}
