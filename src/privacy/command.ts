// privacy/command.ts: `personal-data export ADDRESS FILE.zip` and `personal-data erase ADDRESS` on the command line.
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isHttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { enterRequest, personOf } from './ask.ts';
import { erasePerson } from './erase.ts';
import { packData } from './pack.ts';
import { updateRequest } from './queries.ts';
import type { Kind } from './request.ts';

const usage = 'export ADDRESS FILE.zip | erase ADDRESS';
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Whoever may run it is trusted: nothing is confirmed by mail, and the request stands in the list as fulfilled. */
export const personalDataCommand: Command = {
  usage,
  async run(blog, [what, address, file]) {
    if (!address || (what === 'export' ? !file : what !== 'erase' || file)) {
      say(`personal-data ${usage}`);
      return 1;
    }
    if (file && fs.existsSync(file)) {
      say(`There is a file ${file} already: name another.`);
      return 1;
    }
    try {
      await (file ? writeData(blog, address, file) : eraseData(blog, address));
      return 0;
    } catch (error) {
      if (!isHttpError(error)) throw error;
      say(error.message);
      return 1;
    }
  },
};

const enter = (blog: Blog, kind: Kind, typed: string) =>
  enterRequest(blog, { kind, typed, confirms: false, user_id: null });

async function writeData(blog: Blog, typed: string, file: string): Promise<void> {
  const { id, address } = await enter(blog, 'export', typed);
  const packed = await packData(blog, await personOf(blog, address));
  await pipeline(packed, fs.createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  await updateRequest(blog.db, id, { status: 'completed', completed_at: blog.now() });
  say(`${file}: all that is known here of ${address}.`);
}

async function eraseData(blog: Blog, typed: string): Promise<void> {
  const { id, address } = await enter(blog, 'erase', typed);
  const { removed, retained } = await erasePerson(blog, address);
  await updateRequest(blog.db, id, { status: 'completed', completed_at: blog.now(), removed, retained });
  say(`Erased: ${removed}.`);
  for (const sentence of retained) say(sentence);
}
