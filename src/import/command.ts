// import/command.ts: `import FILE.xml` on the command line, with a progress bar on a terminal.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { findUserByName } from '../accounts/queries.ts';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { importWxr, type ImportOptions } from './import-wxr.ts';
import { progressLine, summaryTable } from './text.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

export const importCommand: Command = {
  usage: 'FILE.xml [--uploads FOLDER] [--attachments fetch|skip] [--author LOGIN] [--delete-samples]',
  async run(blog, args) {
    const given = readArguments(args);
    if (!given) {
      say(`import ${importCommand.usage}`);
      return 1;
    }
    if (!fs.existsSync(given.file) || !fs.statSync(given.file).isFile()) {
      say(`There is no file ${given.file}.`);
      return 1;
    }
    if (given.uploads && !fs.statSync(given.uploads, { throwIfNoEntry: false })?.isDirectory()) {
      say(`There is no folder ${given.uploads}.`);
      return 1;
    }
    const author = given.author ? await findUserByName(blog.db, given.author) : undefined;
    if (given.author && !author) {
      say(
        `Nobody is called ${given.author}. Make the user first: user create ${given.author} EMAIL --role author`,
      );
      return 1;
    }
    if (given['delete-samples']) for (const one of blog.extensions.samples) await one.remove(blog);
    return runImport(blog, given.file, {
      fetches_attachments: given.attachments === 'fetch',
      uploads: given.uploads || undefined,
      author_id: author?.id,
    });
  },
};

async function runImport(
  blog: Blog,
  file: string,
  options: Pick<ImportOptions, 'fetches_attachments' | 'uploads' | 'author_id'>,
): Promise<number> {
  const size = fs.statSync(file).size;
  const showsBar = process.stdout.isTTY;
  let shown = 0;
  const { rows, problem } = await importWxr(blog, {
    open: () => fs.createReadStream(file),
    ...options,
    progress({ bytes, summary }) {
      if (!showsBar || Date.now() - shown < 100) return;
      shown = Date.now();
      process.stdout.write(`\r\u001B[K${progressLine(bytes / size, summary.rows())}`);
    },
  });
  if (showsBar) process.stdout.write('\r\u001B[K');
  say(summaryTable(rows));
  if (options.fetches_attachments) say('Files are fetched in the background while the blog runs.');
  if (problem) say(problem);
  return problem ? 1 : 0;
}

function readArguments(
  args: string[],
):
  | { file: string; uploads: string; attachments: string; author: string; 'delete-samples': boolean }
  | undefined {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        uploads: { type: 'string', default: '' },
        attachments: { type: 'string', default: 'skip' },
        author: { type: 'string', default: '' },
        'delete-samples': { type: 'boolean', default: false },
      },
    });
    const [file] = positionals;
    const isKnown = ['fetch', 'skip'].includes(values.attachments);
    return file && positionals.length === 1 && isKnown ? { file, ...values } : undefined;
  } catch {
    return undefined;
  }
}
