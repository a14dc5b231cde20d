// redirects/command.ts: `redirects import FILE` and `redirects export FILE`.
import fs from 'node:fs';
import { isHttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { csvOf, readRedirects } from './file.ts';
import { allRedirects } from './queries.ts';
import { keepRedirects } from './store.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

export const redirectsCommand: Command = {
  usage: 'import FILE | export FILE',
  async run(blog, [what, file]) {
    if (!file || (what !== 'import' && what !== 'export')) {
      say(`redirects ${redirectsCommand.usage}`);
      return 1;
    }
    return what === 'export' ? exportTo(blog, file) : importFrom(blog, file);
  },
};

async function exportTo(blog: Blog, file: string): Promise<number> {
  const redirects = await allRedirects(blog.db);
  fs.writeFileSync(file, csvOf(redirects), { flag: 'wx', mode: 0o640 });
  say(`${redirects.length} redirects were written to ${file}.`);
  return 0;
}

async function importFrom(blog: Blog, file: string): Promise<number> {
  if (!fs.existsSync(file)) {
    say(`There is no file ${file}.`);
    return 1;
  }
  try {
    const { redirects, problems } = readRedirects(fs.readFileSync(file, 'utf8'), blog.url);
    const { added, replaced } = await keepRedirects(blog, redirects);
    for (const problem of problems) say(problem);
    say(`Redirects added: ${added}; replaced: ${replaced}; passed over: ${problems.length}.`);
    return 0;
  } catch (error) {
    if (!isHttpError(error)) throw error;
    say(error.message);
    return 1;
  }
}
