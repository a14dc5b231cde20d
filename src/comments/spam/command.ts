// comments/spam/command.ts: `spam export FILE` and `spam import FILE`: what the filter has learned, to keep or to take to another site.
import fs from 'node:fs';
import readline from 'node:readline';
import { z } from 'zod';
import { inTransaction } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import type { Command } from '../../feature.ts';
import { mergeTokens, tokensAfter, type TokenRow } from './queries.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const portion = 2000;

/** One token a line, as JSON; '' counts the comments learned. */
const line = z.object({
  token: z.string().max(200),
  spam: z.number().int().min(0).max(1_000_000_000),
  ham: z.number().int().min(0).max(1_000_000_000),
});

export const spamCommand: Command = {
  usage: 'export FILE | import FILE',
  async run(blog, [what, file]) {
    if (!file || (what !== 'export' && what !== 'import')) {
      say(`spam ${spamCommand.usage}`);
      return 1;
    }
    return what === 'export' ? exportTokens(blog, file) : importTokens(blog, file);
  },
};

async function exportTokens(blog: Blog, file: string): Promise<number> {
  const out = fs.openSync(file, 'wx', 0o600);
  let count = 0;
  try {
    for (let rows = await tokensAfter(blog.db, undefined, portion); rows.length;) {
      fs.writeSync(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      count += rows.length;
      rows = await tokensAfter(blog.db, rows.at(-1)!.token, portion);
    }
  } finally {
    fs.closeSync(out);
  }
  say(`${count} tokens were written to ${file}.`);
  return 0;
}

/** Adds what another site learned to what this one knows; a file with a line that is none changes nothing. */
async function importTokens(blog: Blog, file: string): Promise<number> {
  if (!fs.existsSync(file)) {
    say(`There is no file ${file}.`);
    return 1;
  }
  const bad = await firstBadLine(file);
  if (bad) {
    say(`Line ${bad} is not one of \`spam export\`. Nothing was changed.`);
    return 1;
  }
  await inTransaction(blog, async (blog) => {
    const rows: TokenRow[] = [];
    for await (const text of linesOf(file)) {
      rows.push(line.parse(parsed(text)));
      if (rows.length === portion) await mergeTokens(blog.db, rows.splice(0));
    }
    await mergeTokens(blog.db, rows);
  });
  say('What the file knows was added.');
  return 0;
}

/** @returns its number, from 1; 0 when every line is one of an export */
async function firstBadLine(file: string): Promise<number> {
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    if (!line.safeParse(parsed(text)).success) return number;
  }
  return 0;
}

const linesOf = (file: string) =>
  readline.createInterface({ input: fs.createReadStream(file), crlfDelay: Infinity });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
