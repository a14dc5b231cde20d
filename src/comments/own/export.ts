// comments/own/export.ts: all that somebody wrote here, with its files, as one zip file.
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { attachmentsOf, type AttachmentRow } from '../../attachments/queries.ts';
import type { Blog } from '../../blog.ts';
import { streamZip, type StreamedEntry } from '../../base/zip/stream-zip.ts';
import { stateOf } from './mine.ts';
import type { Asker } from './ownership.ts';
import { ownComments, type OwnComment } from './queries.ts';

const portion = 200;

/**
 * Streams `comments.json` and the files, portion by portion: no more than one of them is in memory. It goes on no faster than it is
 * taken, and ends when the reader goes.
 */
export async function sendExport(blog: Blog, res: Response, asker: Asker): Promise<void> {
  res
    .attachment('my-comments.zip')
    .set({ 'Content-Type': 'application/zip', 'Cache-Control': 'private, no-store' });
  const output = streamZip(entriesOf(blog, asker), blog.now());
  // What counts, compresses and logs each answer listens too: together they are more than ten.
  res.setMaxListeners(20);
  await pipeline(output, res).catch((error: unknown) => {
    if (!res.destroyed) throw error;
    blog.log.info({ reason: String(error) }, 'a download of own comments was broken off');
  });
}

/** The files, then the words. Pictures and sound are packed already. */
async function* entriesOf(blog: Blog, asker: Asker): AsyncGenerator<StreamedEntry> {
  for await (const comments of portionsOf(blog, asker))
    for (const { key, name } of await filesIn(blog, comments))
      yield { name, content: createReadStream(blog.storage.path(key)), is_packed: false };
  yield { name: 'comments.json', content: jsonOf(blog, asker), is_packed: true };
}

async function* portionsOf(blog: Blog, asker: Asker): AsyncGenerator<OwnComment[]> {
  let before: number | undefined;
  for (;;) {
    const comments = await ownComments(blog.db, asker, { before, limit: portion });
    if (comments.length) yield comments;
    if (comments.length < portion) return;
    before = comments.at(-1)!.id;
  }
}

interface Packed {
  comment_id: number;
  key: string;
  /** In the zip file: made of numbers, and what the sender called it in plain letters. */
  name: string;
}

/** Files that are here; an import may have left some elsewhere. */
async function filesIn(blog: Blog, comments: OwnComment[]): Promise<Packed[]> {
  const found = await attachmentsOf(
    blog.db,
    comments.map(({ id }) => id),
  );
  const files = [...found.values()].flat().flatMap((row) => (row.file === null ? [] : packed(row)));
  const isHere = await Promise.all(
    files.map(({ key }) =>
      fs.access(blog.storage.path(key)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, at) => isHere[at]);
}

const packed = ({ comment_id, media_id, name, file }: AttachmentRow): Packed[] => [
  { comment_id, key: file!, name: `files/${comment_id}-${media_id}-${plainName(name)}` },
];

/** No folders, no controls, nothing that a system would take for more than a name. */
const plainName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(-100);

async function* jsonOf(blog: Blog, asker: Asker): AsyncGenerator<string> {
  yield '[';
  let isFirst = true;
  for await (const comments of portionsOf(blog, asker)) {
    const files = await filesIn(blog, comments);
    for (const comment of comments) {
      const own = files.filter(({ comment_id }) => comment_id === comment.id);
      const record = recordOf(blog, comment, own);
      yield `${isFirst ? '' : ','}\n${JSON.stringify(record, undefined, 2)}`;
      isFirst = false;
    }
  }
  yield '\n]\n';
}

const recordOf = (blog: Blog, comment: OwnComment, files: Packed[]) => ({
  id: comment.id,
  post: { title: comment.post_title, address: `${blog.url}/?p=${comment.post_id}` },
  in_reply_to: comment.parent_id,
  state: stateOf(comment),
  posted_at: comment.posted_at,
  edited_at: comment.edited_at,
  author: { name: comment.author_name, email: comment.author_email, website: comment.author_url },
  text: comment.content,
  html: comment.html,
  files: files.map(({ name }) => name),
});
