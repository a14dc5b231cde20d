// export/command.ts: `export FILE` on the command line.
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { isHttpError } from '../base/errors.ts';
import { exportWxr } from './export-wxr.ts';
import type { ExportFilter } from './filter.ts';
import { readFilter } from './form.ts';
import { countPosts } from './queries/posts.ts';
import { counterOnTerminal } from './terminal.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const usage =
  'FILE.xml [--content all|posts|pages|media] [--author LOGIN] [--from DAY] [--to DAY] [--status STATUS] [--category SLUG]';

export const exportCommand: Command = {
  usage,
  async run(blog, args) {
    const given = readArguments(args);
    if (!given) {
      say(`export ${usage}`);
      return 1;
    }
    if (fs.existsSync(given.file)) {
      say(`There is a file ${given.file} already: name another.`);
      return 1;
    }
    try {
      await write(blog, given.file, await readFilter(blog, given.values));
      return 0;
    } catch (error) {
      if (!isHttpError(error)) throw error;
      say(error.message);
      return 1;
    }
  },
};

/** Under another name until it is whole: a run that was cut short leaves no file that looks like an export. */
async function write(blog: Blog, file: string, filter: ExportFilter): Promise<void> {
  const counter = counterOnTerminal('posts', () => countPosts(blog.db, filter));
  const part = `${file}.part`;
  const pieces = exportWxr(blog, filter, (count) => counter.add(count));
  await pipeline(Readable.from(pieces, { highWaterMark: 2 }), fs.createWriteStream(part, { mode: 0o600 }));
  await fs.promises.rename(part, file);
  const { size } = await fs.promises.stat(file);
  counter.end(
    `${file}: ${counter.count.toLocaleString('en-US')} posts and pages, ${size.toLocaleString('en-US')} bytes.`,
  );
}

function readArguments(args: string[]) {
  try {
    const word = { type: 'string' as const, default: '' };
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { content: word, author: word, from: word, to: word, status: word, category: word },
    });
    const [file] = positionals;
    return file && positionals.length === 1 ? { file, values } : undefined;
  } catch {
    return undefined;
  }
}
