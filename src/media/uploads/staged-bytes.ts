// media/uploads/staged-bytes.ts: puts bytes that we have in memory where received files wait.
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Blog } from '../../blog.ts';
import { checkFile, extensionByBytes, type FileFacts } from './check-file.ts';
import { cleanName, randomWord } from '../file-name.ts';
import { typeOf } from '../file-types.ts';
import type { StagedFile } from '../media.ts';
import { nameOfType } from './true-type.ts';

/** Writes and checks the bytes. The file belongs to no form. @throws HttpError 415 */
export async function stagedFromBytes(blog: Blog, given: string, body: Buffer): Promise<StagedFile> {
  const file = randomWord();
  const full = path.join(blog.storage.staging, file);
  await fs.writeFile(full, body, { flag: 'wx', mode: 0o640 });
  try {
    const facts = await checked(full, cleanName(given));
    return {
      id: crypto.randomUUID(),
      form_key: '',
      file,
      alternative_text: '',
      network: '',
      room: 'library',
      received_at: blog.now(),
      ...facts,
    };
  } catch (error) {
    await fs.rm(full, { force: true });
    throw error;
  }
}

/** Believes the name if the bytes agree, else what the bytes say. */
async function checked(full: string, name: string): Promise<FileFacts> {
  try {
    return await checkFile(full, name);
  } catch (error) {
    const extension = await extensionByBytes(full);
    if (!extension || name.toLowerCase().endsWith(`.${extension}`)) throw error;
    return checkFile(full, nameOfType(name, typeOf(extension)!));
  }
}
