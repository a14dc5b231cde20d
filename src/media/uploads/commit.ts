// media/uploads/commit.ts: ties the files of a request to their form, next to those the form already has.
import fs from 'node:fs/promises';
import path from 'node:path';
import { inTransaction } from '../../base/database/database.ts';
import { __ } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { tooMany, type UploadSession } from './session.ts';
import { randomWord } from '../file-name.ts';
import type { StagedFile } from '../media.ts';

import type { ReceivedFiles } from './rules.ts';
import { sizeLabel } from '../view.ts';
import { deleteStaged, describeStaged, insertStaged, lockForm, stagedFilesOf } from './staged-queries.ts';

/** Writes the rows of new files, removes those the sender took back, and lists what the form now has. */
export async function commitUploads(
  session: UploadSession,
  body: Record<string, unknown>,
): Promise<ReceivedFiles> {
  const { blog, refused } = session;
  const given = keyIn(body);
  const form_key = given ?? randomWord();
  await removeStaged(blog, form_key, words(body.remove_attachment));
  const fresh = session.stored.length ? await addToForm(session, form_key, body) : [];
  // A form nobody knows yet has no files but these.
  const files = given || fresh.length ? await stagedFilesOf(blog.db, form_key) : [];
  const texts = textsFor(files, body);
  if (!texts.size) return { form_key, files, fresh, refused };
  await describeStaged(blog.db, form_key, texts);
  return { form_key, files: await stagedFilesOf(blog.db, form_key), fresh, refused };
}

async function addToForm(session: UploadSession, form_key: string, body: Record<string, unknown>) {
  return inTransaction(session.blog, async (blog) => {
    // Files of one form may come in several requests at once; they are counted one after another.
    await lockForm(blog.db, form_key);
    const kept = await withinLimits(session, await stagedFilesOf(blog.db, form_key));
    const alts = words(body.attachment_alt);
    const rows = kept.map((file) => ({
      ...file,
      form_key,
      alternative_text: cleanText(alts[session.order.indexOf(file.id)] ?? ''),
    }));
    await insertStaged(blog.db, rows);
    return rows;
  });
}

/** Removes what a request stored, when nothing will come of it. */
export async function abortUploads({ blog, stored }: UploadSession): Promise<void> {
  for (const { file } of stored) await removeFile(blog, file);
}

/** Removes staged files of a form: `ids` that are not of this form are passed over. */
export async function removeStaged(blog: Blog, form_key: string, ids: string[]): Promise<void> {
  const known = ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  if (!known.length) return;
  for (const { file } of await deleteStaged(blog.db, form_key, known)) await removeFile(blog, file);
}

/** Removes the files that came with this very request, when nothing will come of them. */
export async function removeReceived(blog: Blog, received: ReceivedFiles | undefined): Promise<void> {
  if (!received?.fresh.length) return;
  await removeStaged(
    blog,
    received.form_key,
    received.fresh.map(({ id }) => id),
  );
}

/** Takes out of what a form has the files that made room for others meanwhile; they stand among the refused. */
export async function forgetGone(
  { db, storage }: Blog,
  received: ReceivedFiles,
  reason: string,
): Promise<void> {
  const there = await Promise.all(
    received.files.map(({ file }) =>
      fs.access(path.join(storage.staging, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const gone = received.files.filter((_file, at) => !there[at]);
  if (!gone.length) return;
  received.files = received.files.filter((_file, at) => there[at]);
  received.refused.push(...gone.map(({ name }) => ({ name, status: 409, reason })));
  await deleteStaged(
    db,
    received.form_key,
    gone.map(({ id }) => id),
  );
}

/** The key a form gave, if it could be one of ours. */
export function keyIn(body: Record<string, unknown>): string | undefined {
  const { form_key } = body;
  return typeof form_key === 'string' && /^[\w-]{16,64}$/.test(form_key) ? form_key : undefined;
}

async function withinLimits(session: UploadSession, earlier: StagedFile[]): Promise<StagedFile[]> {
  const { blog, rules, order, refused } = session;
  const stored = session.stored.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  let bytes = earlier.reduce((sum, file) => sum + file.byte_size, 0);
  const kept: StagedFile[] = [];
  for (const file of stored) {
    const isTooMany = earlier.length + kept.length >= rules.max_count;
    const isTooMuch = bytes + file.byte_size > rules.max_total_bytes;
    if (!isTooMany && !isTooMuch) {
      bytes += file.byte_size;
      kept.push(file);
      continue;
    }
    const most = sizeLabel(rules.max_total_bytes);
    const reason = isTooMany
      ? tooMany(rules.max_count).message
      : __('All files together may have %s at most.', most);
    refused.push({ name: file.name, status: isTooMany ? 403 : 413, reason });
    await removeFile(blog, file.file);
  }
  return kept;
}

const removeFile = (blog: Blog, file: string) =>
  fs.rm(path.join(blog.storage.staging, file), { force: true });

function textsFor(files: StagedFile[], body: Record<string, unknown>): Map<string, string> {
  return new Map(
    files.flatMap(({ id }) => {
      const text = body[`attachment_alt_${id}`];
      return typeof text === 'string' ? [[id, cleanText(text)] as const] : [];
    }),
  );
}

const words = (given: unknown): string[] =>
  [given].flat().filter((one): one is string => typeof one === 'string');

const cleanText = (text: string) =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 1000);
