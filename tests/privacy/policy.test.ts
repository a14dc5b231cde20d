// tests/privacy/policy.test.ts: what the privacy policy says follows what is switched on; no table with somebody in it is forgotten.
import { expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { discussion } from '../../src/comments/settings.ts';
import { hitSettings } from '../../src/hits/settings.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { blog } = site;
const { db } = blog;
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));

test('the guide makes a page that says what is switched on, and says otherwise when that changes', async () => {
  const guide = await admin.get('/admin/privacy-policy-guide');
  const made = await admin.post('/admin/privacy-policy-guide');
  const id = Number(/\/admin\/pages\/(\d+)/.exec(made.headers.location!)![1]);
  const draft = await db('posts').where({ id }).first('status', 'type');
  await db('posts').where({ id }).update({ status: 'publish', published_at: blog.now() });
  const read = async () => (await site.request.get(`/?page_id=${id}`).redirects(2)).text;
  const before = await read();
  await saveSettings(db, discussion, { comments_ip_keep_days: 0, comments_reports: false });
  await saveSettings(db, hitSettings, { hits_enabled: false });
  const after = await read();

  expect(guide.text).toContain('kept for 30 days, to tell spam from comments');
  expect(draft).toEqual({ status: 'draft', type: 'page' });
  for (const words of ['kept for 30 days', 'Who reports a comment', 'Counting reads', 'What you may ask'])
    expect(before, words).toContain(words);
  expect(after).toContain('is used to refuse floods and is not kept');
  for (const words of ['kept for 30 days', 'Who reports a comment', 'Counting reads'])
    expect(after, words).not.toContain(words);
});

test.each(['privacy-policy-guide', 'export-personal-data', 'erase-personal-data'])(
  'only who sets the options opens %s, and WordPress’s address leads there',
  async (screen) => {
    const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

    expect((await editor.get(`/admin/${screen}`)).status).toBe(403);
    expect((await editor.post(`/admin/${screen}`).type('form').send({})).status).toBe(403);
    const old = await admin.get(`/wp-admin/${screen}.php`);
    expect(old.headers.location).toContain(`/admin/${screen}`);
  },
);

/** Columns that a person may be known by, in tables that no feature names, and why that is right. */
const elsewhere: Record<string, string> = {
  bulk_edits: 'what was done to posts, by an account; goes with it',
  capsules: 'files of the owner',
  imports: 'files of the owner; an address of a site',
  partial_uploads: 'goes with the account, and within days',
  post_locks: 'goes with the account, and within minutes',
  preview_links: 'of posts; says no more than which account made it',
  rate_limits: 'runs out within a day',
  theme_drafts: 'the looks of the site; goes with the account',
  waiting_files: 'goes within a day; a keyed hash of a network',
};

test('every table with an address, a browser, a network or a user in it is named by the feature that exports and erases it', async () => {
  const { rows } = await db.raw<{ rows: { table_name: string }[] }>(
    `SELECT DISTINCT columns.table_name FROM information_schema.columns AS columns
       JOIN information_schema.tables AS tables USING (table_schema, table_name)
      WHERE columns.table_schema = 'public' AND table_type = 'BASE TABLE'
        AND columns.column_name ~ '(^|_)(email|address|ip|agent|person|browser_key_hash|network|user_id|by|login|author_name)$'
      ORDER BY 1`,
  );
  const named = new Set(blog.extensions.personal_data.flatMap(({ tables }) => tables));
  const known = await db.raw<{ rows: { table_name: string }[] }>(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const missing = rows
    .map(({ table_name }) => table_name)
    .filter((one) => !named.has(one) && !elsewhere[one]);

  expect(missing).toEqual([]);
  expect([...named].filter((one) => !known.rows.some(({ table_name }) => table_name === one))).toEqual([]);
});

test('erasing that stopped is said, and may be started again; what is under way is not', async () => {
  const [{ id }] = (await db('personal_data_requests')
    .insert({
      kind: 'erase',
      address: 'pia@example.com',
      status: 'confirmed',
      created_at: blog.now(),
      confirmed_at: blog.now(),
    })
    .returning('id')) as [{ id: number }];
  const list = async (minutes: number) => {
    const started_at = new Date(blog.now().getTime() - minutes * 60_000);
    await db('personal_data_requests').where({ id }).update({ started_at });
    return (await admin.get('/admin/erase-personal-data')).text;
  };
  const press = async () => {
    await admin.post(`/admin/erase-personal-data/${id}/erase`).expect(303);
    await site.work();
    return (await db('personal_data_requests').where({ id }).first('status')) as { status: string };
  };

  const going = await list(10);
  const unchanged = await press();
  const stopped = await list(61);
  const done = await press();

  expect(going).toContain('Being erased');
  expect(stopped).toContain('Erasing stopped');
  expect([unchanged.status, done.status]).toEqual(['confirmed', 'completed']);
});
