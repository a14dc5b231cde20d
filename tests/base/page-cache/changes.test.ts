// tests/base/page-cache/changes.test.ts: whatever changes what readers see, the next reader sees it.
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Response } from 'supertest';
import { beforeEach, expect, test } from 'vitest';
import { hearChanges } from '../../../src/base/page-cache/changes.ts';
import { general } from '../../../src/base/settings/general.ts';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

const site = await startBlog({ PAGE_CACHE_MB: '16' });
const admin = await site.hasUser({ role: 'administrator', display_name: 'Ada' });
const { blog } = site;

/** What the application has made since, by path. */
function made(): string[] {
  const paths = site.logged
    .filter((line) => line.msg === 'request' && !line.page_cache)
    .map((line) => line.path);
  site.logged.length = 0;
  return paths as string[];
}

const read = (path: string) => site.request.get(path);
/** Asks twice, so that the page is in memory. @returns the second answer */
async function kept(path: string): Promise<Response> {
  await site.cache!.heard();
  await read(path).expect(200);
  made();
  const again = await read(path).expect(200);
  expect(made(), `${path} came from memory`).toEqual([]);
  return again;
}

beforeEach(() => void (site.logged.length = 0));

test('what is kept is never older than ten minutes, and not older than the day when comments close', async () => {
  await site.hasPost({ slug: 'old' });
  const path = '/2026/08/01/old/';
  await kept(path);
  site.setTime('2026-08-01T09:09:59Z');
  await read(path);
  expect(made()).toEqual([]);
  site.setTime('2026-08-01T09:10:01Z');
  await read(path);
  expect(made()).toEqual([path]);

  await saveSettings(blog.db, discussion, {
    close_comments_for_old_posts: true,
    close_comments_days_old: 14,
  });
  site.setTime('2026-08-15T08:59:00Z');
  expect((await kept(path)).text).toContain('id="commentform"');
  site.setTime('2026-08-15T09:00:01Z');
  expect((await read(path)).text).not.toContain('id="commentform"');
  await saveSettings(blog.db, discussion, { close_comments_for_old_posts: false });
  site.setTime('2026-08-01T09:00:00Z');
});

/** Every table whose rows readers see on pages, and a change of it. */
const shown: [string, () => Promise<unknown>][] = [
  ['a text', () => blog.db('posts').where({ slug: 'seen' }).update({ html: '<p>New</p>' })],
  ['a post in the trash', () => blog.db('posts').where({ slug: 'seen' }).update({ status: 'trash' })],
  ['a post that comes out', () => blog.db('posts').where({ slug: 'seen' }).update({ status: 'publish' })],
  ['a term', () => blog.db('terms').insert({ taxonomy: 'category', name: 'New', slug: 'new' })],
  ['a name of a user', () => blog.db('users').where({ id: admin.id }).update({ display_name: 'Ada L.' })],
  ['a setting', () => saveSettings(blog.db, general, { blogname: 'Renamed' })],
  ['a menu', () => blog.db('menus').insert({ name: 'Main' })],
  [
    'a redirect',
    () =>
      blog.db('redirects').insert({
        match: 'exact',
        source: '/a',
        source_key: '/a',
        target: '/b',
        status: 301,
        created_at: blog.now(),
      }),
  ],
];

test.each(shown)('%s empties the cache', async (_what, change) => {
  if (!(await blog.db('posts').where({ slug: 'seen' }).first())) await site.hasPost({ slug: 'seen' });
  await kept('/');
  await change();
  await site.cache!.heard();
  expect(site.cache!.count().pages).toBe(0);
});

test('what no reader sees empties nothing: drafts, counts of reads, sessions, held comments', async () => {
  const draft = await site.hasPost({ status: 'draft' });
  const post = await site.hasPost({ slug: 'still' });
  await kept('/');
  const before = site.cache!.count().pages;
  await blog.db('posts').where({ id: draft.id }).update({ html: '<p>Written on</p>' });
  await blog.db('posts').where({ id: post.id }).update({ comment_count: 1, pinged: 'x' });
  await blog.db('hits').insert({ post_id: post.id, day: '2026-08-01', count: 5 });
  await site.signIn(admin);
  await site.hasComment({ post_id: post.id, status: 'spam' });
  await site.cache!.heard();
  expect(site.cache!.count().pages).toBe(before);
});

/** Columns and tables that no page of a reader shows. A new one is put here, or into the triggers of a migration. */
const unseen: Record<string, string> = {
  posts: 'former_status trashed_at embed_urls media_ids comment_count to_ping pinged words',
  comments:
    'former_status status_changed_at author_ip user_agent form_key browser_key_hash words content_format open_reports appealed_at',
  users: 'meta password_hash words',
  terms: 'post_count',
  redirects: 'id hits last_hit_at created_at',
  media: 'uploaded_by post_id uploaded_at former_renditions variants_due fetch_problem words',
  linkbacks: 'id kind source target reason claimed received_at checked_at checks',
  embeds: 'url error attempts asked_at fetched_at rests_until due_at failing_since looked_at',
};

/** Tables of which no page of a reader shows anything. */
const unseenTables =
  `application_passwords bulk_edited_posts bulk_edits capsules comment_address_proofs comment_appeals comment_bans
   comment_changes comment_decisions comment_judgements comment_mail comment_mail_gathered comment_names comment_outcomes
   comment_reactions comment_reports comment_revisions comment_spam_lessons comment_spam_tokens comment_subscriber_news
   comment_subscribers comment_subscriptions former_addresses former_media_stems former_paths former_terms
   former_user_slugs hits hub_tellings import_links imported imports letters linkback_fetches links migrations
   migrations_lock missing_pages partial_uploads passkeys password_resets personal_data_requests post_links post_locks
   preview_links rate_limits recovery_codes revisions secrets sent_linkbacks sessions submitted_forms theme_drafts
   two_factors waiting_files walks webhook_deliveries webhook_heard webhooks`.split(/\s+/);

test('each column is announced when it changes, or known to be on no page', async () => {
  const { rows } = await blog.db.raw<{ rows: { name: string; columns: string; definition: string }[] }>(`
    SELECT tgrelid::regclass::text AS name, string_agg(pg_get_triggerdef(pg_trigger.oid), ' ') AS definition,
           (SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = tgrelid AND attnum > 0 AND NOT attisdropped) AS columns
      FROM pg_trigger WHERE tgname LIKE '%pages_%' GROUP BY tgrelid`);
  const tables = new Map(rows.map((row) => [row.name, row]));
  for (const [table, names] of Object.entries(unseen)) {
    const { columns, definition } = tables.get(table)!;
    const silent = columns.split(' ').filter((name) => !new RegExp(`\\b${name}\\b`).test(definition));
    expect(silent.toSorted(), table).toEqual(names.split(' ').toSorted());
  }
  expect([...tables.keys()].toSorted()).toEqual(
    [
      ...Object.keys(unseen),
      'attachments',
      'comment_versions',
      'linkback_photos',
      'menu_items',
      'menus',
      'post_terms',
      'settings',
    ].toSorted(),
  );
  const { rows: all } = await blog.db.raw<{ rows: { tablename: string }[] }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const named = [...tables.keys(), ...unseenTables].toSorted();
  expect(all.map(({ tablename }) => tablename).toSorted()).toEqual(named);
});

test('while what changes is not heard nothing comes from memory; afterwards everything is made anew', async () => {
  await site.hasPost({ slug: 'deaf', html: '<p>Before</p>' });
  const path = '/2026/08/01/deaf/';
  await kept(path);
  await blog.db.raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                      WHERE query LIKE 'SELECT pg_notify(%' AND pid <> pg_backend_pid() AND datname = current_database()`);
  await blog.db('posts').where({ slug: 'deaf' }).update({ html: '<p>After</p>' });
  // The break itself is heard a moment later; what was said meanwhile was not.
  await expect.poll(async () => (await read(path)).text).toContain('After');
  await expect.poll(() => site.cache!.heard(), { timeout: 20_000 }).toBe(true);
  expect((await kept(path)).text).toContain('After');
});

test('a connection that falls silent is given up, and another one is made', async () => {
  const { host, user, database } = blog.connection as { host: string; user: string; database: string };
  const lines = new Set<net.Socket>();
  let isSilent = false;
  const between = net.createServer((line) => {
    const server = net.connect(path.join(host, '.s.PGSQL.5432'));
    lines.add(line);
    server.on('data', (data) => isSilent || line.write(data));
    line.on('data', (data) => isSilent || server.write(data));
    for (const one of [line, server])
      one.on('error', () => {}).on('close', () => (line.destroy(), server.destroy()));
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const { port } = between.address() as AddressInfo;
  const heard: (string | boolean)[] = [];
  const changes = hearChanges(`postgres://${user}@127.0.0.1:${port}/${database}`, {
    changed: (tag) => heard.push(tag),
    isHearing: (is) => heard.push(is),
  });

  expect(await changes.heard()).toBe(true);
  isSilent = true;
  expect(await changes.heard()).toBe(false);
  isSilent = false;
  await expect.poll(() => changes.heard(), { timeout: 20_000 }).toBe(true);

  expect(heard).toEqual([true, false, true]);
  await changes.close();
  for (const line of lines) line.destroy();
  between.close();
});
