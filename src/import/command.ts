// import/command.ts: `import FILE` on the command line, with a progress bar on a terminal.
import fs from 'node:fs';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { findUserByName } from '../accounts/queries.ts';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { filesOfFolder, filesOfZip, type FileSource } from './files.ts';
import { importFrom, type ImportOptions } from './import-from.ts';
import type { Reader } from './reader.ts';
import { readerFor, readerNamed, readers } from './readers.ts';
import { progressLine, summaryTable } from './text.ts';
import { isUnreadable } from './unreadable.ts';
import { siteReader, wholeSite } from './wordpress-site/site-reader.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

export const importCommand: Command = {
  usage:
    'FILE|FOLDER|URL [--user LOGIN] [--from KIND] [--address URL] [--uploads FOLDER|ZIP] [--attachments fetch|skip] [--author LOGIN] [--delete-samples]',
  async run(blog, args) {
    const given = readArguments(args);
    if (!given) {
      say(`import ${importCommand.usage}`);
      return 1;
    }
    const problem = problemWith(given);
    if (problem) {
      say(problem);
      return 1;
    }
    const reader = isAddress(given.file)
      ? siteReader
      : given.from
        ? readerNamed(given.from)!
        : await readerFor(given.file);
    if (typeof reader === 'string') {
      say(reader);
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
    try {
      const uploads = given.uploads ? await filesIn(given.uploads) : undefined;
      const options = { fetches_attachments: given.attachments === 'fetch', uploads, author_id: author?.id };
      const credentials = given.user ? { user: given.user, password: await askPassword() } : undefined;
      const address = reader === siteReader ? given.file : given.address;
      return await runImport(blog, reader, given.file, { ...options, address, credentials });
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      say(error.message);
      return 1;
    }
  },
};

/** Why what was given cannot be; '' when it can. */
function problemWith({ file, from, uploads, address }: Given): string {
  if (!isAddress(file) && !fs.existsSync(file)) return `There is no file ${file}.`;
  if (uploads && !fs.existsSync(uploads)) return `There is no folder ${uploads}.`;
  if (address && !/^https?:\/\/[^/]/i.test(address)) return `${address} is no address of a site.`;
  const kinds = readers.filter((one) => one !== siteReader).map(({ kind }) => kind);
  if (!from || kinds.includes(from)) return '';
  return `${from} is none of the kinds: ${kinds.join(', ')}.`;
}

const isAddress = (file: string): boolean => /^https?:\/\/[^/]/i.test(file);

/** An application password, from the terminal or from what is piped in: it stands in no list of processes. */
async function askPassword(): Promise<string> {
  const lines = readline.createInterface({ input: process.stdin, terminal: false });
  if (process.stdin.isTTY) process.stderr.write('Application password: ');
  for await (const line of lines) {
    lines.close();
    return line.trim();
  }
  return '';
}

const filesIn = async (place: string): Promise<FileSource> =>
  fs.statSync(place).isDirectory() ? filesOfFolder(place) : filesOfZip(place);

async function runImport(
  blog: Blog,
  reader: Reader,
  file: string,
  options: Omit<ImportOptions, 'open' | 'path' | 'progress'>,
): Promise<number> {
  const isFile = !isAddress(file) && fs.statSync(file).isFile();
  const size = isFile ? fs.statSync(file).size : wholeSite;
  const showsBar = process.stdout.isTTY;
  let shown = 0;
  const { rows, problem } = await importFrom(blog, reader, {
    open: () => fs.createReadStream(file),
    path: file,
    ...options,
    progress({ bytes, summary }) {
      if (!showsBar || Date.now() - shown < 100) return;
      shown = Date.now();
      process.stdout.write(`\r\u001B[K${progressLine(bytes / size, summary.rows())}`);
    },
  });
  await options.uploads?.close();
  if (showsBar) process.stdout.write('\r\u001B[K');
  if (rows.length) say(summaryTable(rows));
  if (options.fetches_attachments) say('Files are fetched in the background while the blog runs.');
  if (problem) say(problem);
  return problem ? 1 : 0;
}

interface Given {
  file: string;
  from: string;
  user: string;
  address: string;
  uploads: string;
  attachments: string;
  author: string;
  'delete-samples': boolean;
}

function readArguments(args: string[]): Given | undefined {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string', default: '' },
        user: { type: 'string', default: '' },
        address: { type: 'string', default: '' },
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
