// base/folders.ts: the folders that the environment names: made when they are not there, refused when not ours.
import fs from 'node:fs';
import path from 'node:path';
import { startError } from './errors.ts';

/**
 * Makes a folder and proves that a file can be written there.
 * @param variable its name in the environment, for the message
 * @throws Error with one line that says what to do
 */
export function makeFolder(variable: string, folder: string): void {
  const proof = path.join(folder, `.proof-${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(proof, '');
    fs.rmSync(proof);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw startError(
      `${variable}: cannot write in ${folder} (${code}): make it writable for this user, or name another folder`,
    );
  }
}
