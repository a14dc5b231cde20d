// tests/start/commands.test.ts: the command line beside a running blog: settings, and jobs that were given up.
import fs from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { projectFolder } from '../../src/base/project.ts';
import { forgetSettings, settings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { startBlog } from '../blog.ts';
import { blogIn, command, temporaryFolder } from './process.ts';

const site = await startBlog();
const { host, user } = inject('postgres');
const database = (site.blog.connection as { database: string }).database;
const env = { ...blogIn(temporaryFolder()), DATABASE_URL: `postgres://${user}@/${database}?host=${host}` };

test('settings are changed by name, and refused with the reason', async () => {
  const changed = await command(env, 'settings', 'set', 'comment_max_links', '5');
  const wrong = await command(env, 'settings', 'set', 'comments_per_page', 'many');

  expect(changed).toMatchObject({ code: 0, out: 'comment_max_links = 5\n' });
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('comments_per_page was not changed') });
  forgetSettings(site.blog.db);
  expect(await settings(site.blog.db, discussion)).toMatchObject({
    comment_max_links: 5,
    comments_per_page: 50,
  });
}, 120_000);

test('a change by command line brings about what the screen would, and nothing when nothing changed', async () => {
  const waiting = async () => {
    const { rows } = await site.blog.db.raw<{ rows: { names: string }[] }>(
      `SELECT payload #>> '{data,names}' AS names FROM graphile_worker._private_jobs
        WHERE payload ->> 'name' = 'settings.saved' ORDER BY id`,
    );
    return rows.map(({ names }) => JSON.parse(names) as string[]);
  };
  await site.work();

  await command(env, 'settings', 'set', 'permalink_structure', '/%postname%/');
  await command(env, 'settings', 'set', 'permalink_structure', '/%postname%/');
  const former = await command(env, 'settings', 'get', 'former_permalinks');
  const described = await command(env, 'settings', 'describe', 'comment_max_links');
  const unknown = await command(env, 'settings', 'describe', 'nothing');

  expect(await waiting()).toEqual([['permalink_structure']]);
  expect(former.out).toContain('"permalink_structure":"/%postname%/"');
  expect(described).toMatchObject({
    code: 0,
    out: 'comment_max_links = 2: Hold a comment with this many links or more. 0 does not count links. From 0 to 1000.\n',
  });
  expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('There is no setting nothing') });
}, 120_000);

test('a job that was given up is listed with its error, tried again, or removed', async () => {
  await addJob(site.blog, 'mail.send', { letter_id: 'not a number' }, { max_attempts: 1 });
  await site.work();

  const failed = await command(env, 'jobs', 'failed');
  expect(failed.out).toMatch(
    /^(\d+) {2}mail\.send {2}failed {2}tried 1 of 1: .*\n0 due, 0 later, 1 failed\n$/s,
  );
  const doctor = await command(env, 'doctor');
  expect(doctor).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✓ database\n[^]*✗ queue: 1 jobs were given up/),
  });

  expect((await command(env, 'jobs', 'retry', 'failed')).out).toBe('1 of 1 jobs will be tried again.\n');
  await site.work();
  const [number] = /^\d+/.exec((await command(env, 'jobs', 'failed')).out)!;
  expect(await command(env, 'jobs', 'remove', number)).toMatchObject({
    code: 0,
    out: '1 of 1 jobs removed.\n',
  });
}, 120_000);

const columnsOf = (line: string) => line.split(/ {2,}/);

test('all addresses are listed with method, permission and file, or those that hold a word', async () => {
  const all = await command(env, 'routes');
  const some = await command(env, 'routes', 'moderate_comments');

  const rows = all.out.trimEnd().split('\n').map(columnsOf);
  expect([all.code, all.err]).toEqual([0, '']);
  expect(rows.length).toBeGreaterThan(200);
  expect(rows).toContainEqual(['GET', '/admin/comments', 'edit_posts', 'src/comments/moderation/admin.ts']);
  expect(rows).toContainEqual([
    'GET',
    '/wp-json/wp/v2/users/me',
    'signed in',
    'src/writing/rest-users/users.ts',
  ]);
  const paths = rows.map(([, path]) => path!);
  expect(paths.filter((one, index) => index > 0 && one < paths[index - 1]!)).toEqual([]);
  expect(rows.filter(([, , , file]) => !file || !fs.existsSync(path.join(projectFolder, file)))).toEqual([]);
  const named = all.out.split('\n').filter((line) => line.includes('moderate_comments'));
  expect(some.out.trimEnd().split('\n').map(columnsOf)).toEqual(named.map(columnsOf));
  expect(some.out).toMatch(/^POST +\/admin\/comments\/empty +edit_posts \+ moderate_comments +src\/\S+$/m);
}, 120_000);
