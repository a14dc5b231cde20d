// bench/moderation.ts: `npm run bench -- desk`: what the moderation list costs on a blog of many comments, a database of its own.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/base/config.ts';
import type { Database } from '../src/base/database/database.ts';
import { features } from '../src/features.ts';
import { openBlog } from '../src/open-blog.ts';
import { givePassword, signIn } from './admin-rows.ts';
import { send, type Sent } from './load.ts';
import { fillComments, words } from './moderation-corpus.ts';

const rounds = 7;

interface Asked {
  sql: string;
  bindings: unknown[];
}

/** Makes the corpus, and prints a line for each view, filter, search and deep page. */
export async function measureModeration(comments: number, say: (line: string) => void): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-moderation-'));
  fs.chmodSync(folder, 0o755);
  const config = readConfig({
    PORT: '0',
    DATA_DIR: path.join(folder, 'data'),
    UPLOADS_DIR: path.join(folder, 'uploads'),
    LOG_LEVEL: 'error',
  });
  const open = await openBlog(config, 'server');
  const { blog } = open;
  const began = performance.now();
  await fillComments(blog.connection, blog.db, comments);
  await givePassword(blog.db);
  const seconds = Math.round((performance.now() - began) / 1000);
  const load = os.loadavg()[0]!.toFixed(1);
  say(
    `${comments} comments, made in ${seconds} s. Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model}, load ${load}\n`,
  );
  const server = http.createServer(createApp(blog, features));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const withSession = await signIn(address);
    say('| page | ms (median, least–most) | of it in PostgreSQL | statements | blocks of 8 kB |');
    say('| --- | --- | --- | --- | --- |');
    for (const [name, query] of pages)
      say(await measured(blog.db, address, name, withSession({ path: `/admin/comments${query}` })));
    say(await deep(blog.db, address, withSession));
  } finally {
    server.close();
    server.closeAllConnections();
    await open.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const pages: [string, string][] = [
  ['All, first page with counts', ''],
  ['Mine', '?status=mine'],
  ['Pending', '?status=hold'],
  ['Approved', '?status=approve'],
  ['Spam', '?status=spam'],
  ['Trash', '?status=trash'],
  ['pings', '?type=pings'],
  ['webmentions among spam', '?type=webmention&status=spam'],
  ['one post', '?post=100500'],
  ['one commenter, all of whose comments are spam', '?email=reader7919@mail119.example'],
  ['one address', '?ip=11.169.1.13'],
  ['one network', '?network=11.169.1.1'],
  ['search: a word of seven comments', `?s=${words.rare}`],
  ['search: a word of one in a thousand', `?s=${words.seldom}`],
  ['search: a word of nearly all', `?s=${words.common}`],
  ['search: two words, one rare', `?s=${words.common}+${words.rare}`],
  ['search: a word nobody wrote', '?s=zeppelin'],
  ['search: a part of an email, all of it in Spam', '?s=reader7919%40'],
  ['search: an address', '?s=11.169.1.13'],
  ['search: a rare word in Spam', `?s=${words.rare}&status=spam`],
  ['search: two letters', '?s=zq'],
];

async function measured(db: Database, address: string, name: string, sent: Sent): Promise<string> {
  const times: number[] = [];
  let asked: Asked[] = [];
  const note = ({ sql, bindings }: Asked) => void asked.push({ sql, bindings: bindings ?? [] });
  db.on('query', note);
  for (let round = 0; round <= rounds; round += 1) {
    asked = [];
    const from = performance.now();
    const { status, body } = await send(address, sent);
    if (status !== 200) throw new Error(`${name} answers ${status}: ${body.toString().slice(0, 300)}`);
    if (round > 0) times.push(performance.now() - from);
  }
  db.removeListener('query', note);
  times.sort((a, b) => a - b);
  const { ms, blocks } = await costs(db, asked);
  const median = times[Math.floor(times.length / 2)]!;
  return `| ${name} | ${median.toFixed(1)} (${times[0]!.toFixed(1)}–${times.at(-1)!.toFixed(1)}) | ${ms.toFixed(1)} | ${asked.filter(isOwn).length} | ${blocks} |`;
}

const isOwn = ({ sql }: Asked): boolean => !/^(?:BEGIN|COMMIT|ROLLBACK)/i.test(sql);

/** The same statements once more, with what PostgreSQL says of them. */
async function costs(db: Database, asked: Asked[]): Promise<{ ms: number; blocks: number }> {
  let [ms, blocks] = [0, 0];
  await db.transaction(async (transaction) => {
    const run = (sql: string, bindings: unknown[]) =>
      transaction.client.raw(sql.replaceAll(/\$\d+/g, '?'), bindings as never).transacting(transaction);
    for (const { sql, bindings } of asked.filter(isOwn)) {
      if (!/^\s*(?:SELECT|WITH)\b/i.test(sql)) continue;
      if (sql.includes('set_config')) {
        await run(sql, bindings);
        continue;
      }
      const { rows } = (await run(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, bindings)) as {
        rows: { 'QUERY PLAN': [{ Plan: Record<string, number>; 'Execution Time': number }] }[];
      };
      const [plan] = rows[0]!['QUERY PLAN'];
      ms += plan['Execution Time'];
      blocks += (plan.Plan['Shared Hit Blocks'] ?? 0) + (plan.Plan['Shared Read Blocks'] ?? 0);
    }
  });
  return { ms, blocks };
}

/** From the middle of everything: what paging by numbers would have to count up to. */
async function deep(db: Database, address: string, withSession: (sent: Sent) => Sent): Promise<string> {
  const { rows } = await db.raw<{ rows: { place: string }[] }>(
    `SELECT (extract(epoch FROM posted_at) * 1000000)::bigint || '.' || id AS place FROM comments
      WHERE id = (SELECT min(id) + (max(id) - min(id)) / 10 FROM comments)`,
  );
  const before = rows[0]!.place;
  const lines = [];
  for (const [name, query] of [
    ['All, after nine tenths of them', ''],
    ['Spam, there', '&status=spam'],
    ['search there: a word of nearly all', `&s=${words.common}`],
    ['search there: a word of one in a thousand', `&s=${words.seldom}`],
  ] as const)
    lines.push(
      await measured(db, address, name, withSession({ path: `/admin/comments?before=${before}${query}` })),
    );
  return lines.join('\n');
}
