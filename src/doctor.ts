// doctor.ts: `doctor`: looks at every part that can be broken and says what is wrong and what to do.
import fs from 'node:fs/promises';
import { mendCounters, movedCounters } from './base/database/id-counters.ts';
import { pendingMigrations } from './base/database/migrate.ts';
import { lockIsHeld, locks } from './base/database/persistent-connection.ts';
import { makeFolder } from './base/folders.ts';
import { countJobs } from './base/jobs/queries.ts';
import { countEmails } from './base/mail/queries.ts';
import { general } from './base/settings/general.ts';
import { settings } from './base/settings/settings.ts';
import type { Blog } from './blog.ts';
import type { Check, Command } from './feature.ts';
import { features } from './features.ts';

export const doctorCommand: Command = {
  usage: '[--repair]',
  async run(blog, args) {
    const repairs = args.includes('--repair');
    let ailing = 0;
    for (const { name, run, repair } of [...ownChecks, ...features.flatMap(({ checks = [] }) => checks)]) {
      const done = repairs ? await repair?.(blog) : undefined;
      if (done) console.log(`+ ${name}: ${done}`);
      const problem = await run(blog).catch((error: unknown) => (error as Error).message);
      if (problem) ailing += 1;
      console.log(problem ? `✗ ${name}: ${problem}` : `✓ ${name}`);
    }
    console.log(ailing ? `${ailing} to look at.` : 'All is well.');
    return ailing ? 1 : 0;
  },
};

const ownChecks: Check[] = [
  { name: 'database', run: databaseAnswers },
  { name: 'tables', run: tablesAreUpToDate },
  { name: 'ids', run: idsAreInOrder, repair: repairIds },
  { name: 'folders', run: foldersAreWritable },
  { name: 'disk', run: diskHasRoom },
  { name: 'mail', run: mailWorks },
  { name: 'queue', run: queueMoves },
  { name: 'worker', run: workerLives },
];

async function databaseAnswers({ db }: Blog): Promise<undefined> {
  await db.raw('SELECT 1');
}

async function tablesAreUpToDate({ db }: Blog): Promise<string | undefined> {
  const pending = await pendingMigrations(db);
  return pending.length ? `${pending.length} migrations are not done: start the blog once` : undefined;
}

async function idsAreInOrder({ db }: Blog): Promise<string | undefined> {
  const moved = (await movedCounters(db)).map(({ table, last }) => `${table} (${last + 1})`);
  return moved.length
    ? `the next ids are far beyond the rows of ${moved.join(', ')}: run \`doctor --repair\``
    : undefined;
}

async function repairIds({ db }: Blog): Promise<string | undefined> {
  const mended = await mendCounters(db);
  return mended
    .map(({ table, before, next }) => `the next id of ${table} is ${next} again, it was ${before + 1}`)
    .join('; ');
}

function foldersAreWritable({ config }: Blog): Promise<undefined> {
  for (const variable of ['UPLOADS_DIR', 'DATA_DIR'] as const) makeFolder(variable, config[variable]);
  return Promise.resolve(undefined);
}

async function diskHasRoom({ config }: Blog): Promise<string | undefined> {
  const { bavail, bsize } = await fs.statfs(config.UPLOADS_DIR);
  const free = Math.round((bavail * bsize) / 1e6);
  return free < 500 ? `only ${free} MB are free where UPLOADS_DIR lies: make room` : undefined;
}

async function mailWorks({ db, config }: Blog): Promise<string | undefined> {
  const { waiting, failed } = await countEmails(db);
  if (!config.SMTP_URL) {
    const kept = `SMTP_URL is not set: mail stays in the outbox (${waiting} letters wait there)`;
    return waiting ? kept : undefined;
  }
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ url: config.SMTP_URL, connectionTimeout: 10_000 });
  const problem = await transport.verify().then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (problem) return `SMTP_URL: the mail server does not let us in: ${problem}`;
  if (failed) return `${failed} letters were refused: see Mail in the admin`;
  const { admin_email } = await settings(db, general);
  return admin_email ? undefined : 'the site has no admin_email: letters come from noreply@';
}

async function queueMoves({ db }: Blog): Promise<string | undefined> {
  const { due, failed } = await countJobs(db);
  if (failed) return `${failed} jobs were given up: see \`jobs failed\`, then \`jobs retry failed\``;
  return due > 500 ? `${due} jobs are due and wait: is one worker enough?` : undefined;
}

async function workerLives({ connection }: Blog): Promise<string | undefined> {
  const isAlive = await lockIsHeld(connection, locks.worker);
  return isAlive
    ? undefined
    : 'no worker runs: start the blog, or `npm run worker` when it runs with WORKER=off';
}
