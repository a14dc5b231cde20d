// import/render-all.ts: makes the HTML of posts and comments that came in as text.
import { isHttpError } from '../base/errors.ts';
import { wordsOfText } from '../posts/content/legacy/words-of-text.ts';
import type { Database } from '../base/database/database.ts';
import { portions } from '../base/jobs/walk.ts';
import type { Blog } from '../blog.ts';
import { renderKept } from '../comments/content/render.ts';
import type { Place } from '../embeds/recognise-all.ts';
import { wantEmbeds } from '../embeds/want.ts';
import { keepPastedPictures } from '../posts/content/pasted-pictures.ts';
import { renderContent } from '../posts/content/render.ts';
import { writing, type Importing } from './importing.ts';
import { kindOf } from './records/items.ts';
import {
  storeCommentHtml,
  storePostHtml,
  unrenderedComments,
  unrenderedPosts,
  type Rendered,
  type UnrenderedComment,
  type UnrenderedPost,
} from './queries/unrendered.ts';
import { isRefusedByDatabase } from './refused.ts';

type OnBatch = () => Promise<void> | void;
/** `place` says whose links they are: what nobody approved sends us to no page. */
type Made = Rendered & { place: Place | 'nowhere' };
type Keep = (db: Database, id: number, rendered: Rendered) => Promise<void>;

const batch = 100;
const empty: Rendered = { html: '', html_version: 1, embed_urls: [], media_ids: [] };
const nothing: Made = { ...empty, place: 'nowhere' };

type Run = Pick<Importing, 'blog' | 'summary'>;

/**
 * Renders whatever was never rendered, in batches; a second call finds nothing to do. Pictures that were pasted into
 * posts become files first.
 * @param onBatch called after each batch
 */
export async function renderAll(run: Run, onBatch: OnBatch = () => {}): Promise<void> {
  const { blog, summary } = run;
  const posts: Kind<UnrenderedPost> = {
    find: unrenderedPosts,
    keep: storePostHtml,
    kind: ({ type }) => kindOf(type),
    name: ({ title, id }) => `“${title.slice(0, 80) || id}”`,
    async ready({ id, author_id, content }) {
      const files = await keepPastedPictures(blog, content, { uploaded_by: author_id, post_id: id });
      if (files.kept) summary.cameIn('pictures in texts', files.kept);
      return files.content;
    },
    render: async ({ id, content_format }, content) => ({
      ...(await renderContent(blog, { id, content, content_format })),
      place: 'posts',
    }),
  };
  const comments: Kind<UnrenderedComment> = {
    find: unrenderedComments,
    keep: storeCommentHtml,
    kind: () => 'comments',
    name: ({ author_name, id }) => `that of “${author_name || id}”`,
    ready: ({ content }) => Promise.resolve(content),
    render: async ({ status, content_format }, content) => ({
      media_ids: [],
      ...(await renderKept(blog, { content, content_format })),
      place: status === 'approve' ? 'comments' : 'nowhere',
    }),
  };
  await inBatches(run, posts, onBatch);
  await inBatches(run, comments, onBatch);
}

/** What is rendered. */
interface Kind<Row> {
  find: (db: Database, after: number, limit: number) => Promise<Row[]>;
  keep: Keep;
  /** In the summary. */
  kind: (row: Row) => string;
  name: (row: Row) => string;
  /** The text before it is rendered. */
  ready: (row: Row) => Promise<string>;
  render: (row: Row, content: string) => Promise<Made>;
}

async function inBatches<Row extends { id: number; content: string }>(
  run: Run,
  kind: Kind<Row>,
  onBatch: OnBatch,
): Promise<void> {
  const { blog } = run;
  for await (const rows of portions(batch, (after) => kind.find(blog.db, after, batch))) {
    const made: [number, Made][] = [];
    for (const row of rows) made.push([row.id, await orWords(run, kind, row)]);
    await keepAll(blog, made, kind.keep);
    await onBatch();
  }
}

/** Of a text that is refused as too long or too deep the words are shown; it stays as written in `content`. */
async function orWords<Row extends { id: number; content: string }>(
  { blog, summary }: Run,
  kind: Kind<Row>,
  row: Row,
): Promise<Made> {
  const content = await kind.ready(row);
  const changed = content === row.content ? {} : { content };
  for (const text of [content, wordsOfText(content)]) {
    try {
      return { ...(await kind.render(row, text)), ...changed };
    } catch (error) {
      if (!isHttpError(error) || error.status === 503) throw error;
      const reason = error.message
        .split('. ', 1)[0]!
        .replace(/^The text/, 'it')
        .replace(/\.$/, '');
      if (text === content)
        summary.mended(kind.kind(row), `${kind.name(row)}: shown in plain words, as ${reason}`);
      blog.log.warn({ id: row.id, reason }, 'an imported text was refused: its words are shown');
    }
  }
  return { ...nothing, ...changed };
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
