// bench/bench.ts: `npm run bench`, `npm run bench -- admin`, `-- rest`, `-- desk`: how fast the blog is, beside a bare server that sends the same bytes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase } from '../src/base/database/database.ts';
import { adminRows, givePassword } from './admin-rows.ts';
import { fill } from './corpus.ts';
import { drive, send } from './load.ts';
import { measureModeration } from './moderation.ts';
import { type Program, startBare, startBlog } from './programs.ts';
import { restRows } from './rest-rows.ts';
import { pagesOf, type Row, rows } from './rows.ts';
import { measureSpam } from './spam.ts';
import { databaseCpu, openCounter } from './database-meter.ts';
import { head, line, type Round, throughputLine } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: 'string' },
    comments: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    only: { type: 'string' },
  },
});
if (positionals[0] === 'spam') {
  measureSpam({ train: 8000, test: 8000 }, (line) => console.log(line));
  process.exit(0);
}
if (positionals[0] === 'desk' || positionals[0] === 'comments-admin') {
  await measureModeration(Number(values.comments ?? 1_000_000), (line) => console.log(line));
  process.exit(0);
}
const isAdmin = positionals[0] === 'admin';
const corpus = {
  posts: Number(values.posts ?? (isAdmin ? 100_000 : 1000)),
  comments: Number(values.comments ?? 20_000),
};
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-bench-'));
fs.chmodSync(folder, 0o755);
const say = (words: string) => console.log(words);

const blog = await startBlog({
  PORT: '0',
  HOST: '127.0.0.1',
  DATABASE_URL: '',
  SITE_URL: '',
  DATA_DIR: path.join(folder, 'data'),
  UPLOADS_DIR: path.join(folder, 'uploads'),
  TRUST_PROXY: 'loopback',
  COMMENT_ATTEMPTS: '999999',
  LOG_LEVEL: 'info',
});
let bare: Program | undefined;
const counter = openCounter({ host: path.join(folder, 'data/s'), user: 'quillback', database: 'postgres' });
try {
  await prepare();
  const usual = positionals[0] === 'rest' ? restRows : rows;
  const all = isAdmin ? await adminRows(blog.address, corpus.posts) : usual;
  bare = await startBare(await keepPages(all), folder);
  for (const heading of head) say(heading);
  for (const row of all.filter(({ name }) => !values.only || name.includes(values.only)))
    await measure(row, bare);
} finally {
  await bare?.stop();
  await counter.close();
  await blog.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}

async function prepare(): Promise<void> {
  const db = connectDatabase({ host: path.join(folder, 'data/s'), user: 'quillback', database: 'postgres' });
  await fill(db, corpus);
  if (isAdmin) await givePassword(db);
  await db.destroy();
  const machine = `Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model}, load ${os.loadavg()[0]?.toFixed(1)}`;
  say(`${corpus.posts} posts, ${corpus.comments} comments, ${values.rounds} rounds. ${machine}\n`);
}

/** Keeps each page as the blog sends it, for the bare server. */
async function keepPages(all: Row[]): Promise<string> {
  const file = path.join(folder, 'pages.json');
  const pages = [];
  for (const page of pagesOf(all)) {
    const { status, headers, body } = await send(blog.address, page);
    if (status !== 200) say(`(${page.path} answers ${status})`);
    delete headers['transfer-encoding'];
    pages.push({
      path: page.path,
      headers: { ...headers, 'content-length': body.length },
      body: body.toString('base64'),
    });
  }
  fs.writeFileSync(file, JSON.stringify(pages));
  return file;
}

/** Blog and bare server take turns, so that whatever else the machine does meets both. */
async function measure(row: Row, bare: Program): Promise<void> {
  try {
    await round(row, bare);
    const { rss_bytes: idle } = await blog.meter('reset');
    const rounds: Round[] = [];
    const counted = await counter.count();
    for (let number = 0; number < Number(values.rounds); number++) rounds.push(await round(row, bare));
    const { peak_bytes } = await blog.meter();
    const costs = await counter.since(counted, rounds.length * row.count);
    say(row.bytes ? throughputLine(row.name, rounds, costs, row.bytes) : line(row.name, rounds, costs));
    if (row.bytes)
      say(
        `\nPeak memory while uploading: ${megabytes(peak_bytes)} MB, ${megabytes(peak_bytes - idle)} MB above before.`,
      );
  } catch (error) {
    say(
      `| ${row.name} | not measured: ${(error as Error).message.replaceAll(/\s+/g, ' ').slice(0, 300)} | | | |`,
    );
  }
}

async function round(row: Row, bare: Program): Promise<Round> {
  const look = async () => ({
    cpu: (await blog.meter()).cpu_ms,
    database_cpu: databaseCpu(folder),
    bare_cpu: (await bare.meter()).cpu_ms,
  });
  const before = await look();
  const blogTime = await drive(blog.address, row.request, row);
  const bareTime = await drive(bare.address, row.request, { ...row, status: row.bare_status });
  const after = await look();
  const each = (name: keyof typeof before) => (after[name] - before[name]) / row.count;
  return {
    blog: blogTime,
    bare: bareTime,
    cpu: each('cpu'),
    database_cpu: each('database_cpu'),
    bare_cpu: each('bare_cpu'),
  };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
