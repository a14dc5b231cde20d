// tests/site/each-setting.test.ts: each declared setting has a field on a screen of the menu, or says why not; one idiom for all.
import { beforeEach, describe, expect, test } from 'vitest';
import { settingsIn, type FieldKind } from '../../src/base/settings/declare.ts';
import { restNamesOf, restSchemaOf } from '../../src/base/settings/rest-schema.ts';
import { forgetSettings } from '../../src/base/settings/settings.ts';
import { allDeclared } from '../../src/settings-document.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const agent = await site.signIn(await site.hasUser({ role: 'administrator', display_name: 'Keeper' }));
const all = settingsIn(allDeclared());
const shown = all.filter(({ screen }) => screen);

beforeEach(async () => {
  await db('settings').delete();
  await db.raw('DELETE FROM graphile_worker._private_jobs');
  forgetSettings(db);
});

/** Addresses of the settings screens in the menu. */
async function screensOfMenu(): Promise<string[]> {
  const { text } = await agent.get('/admin/settings/general');
  return [...text.matchAll(/href="(\/admin\/settings\/[^"?]+)"/g)].map(([, href]) => href!);
}

const storedValue = async (name: string): Promise<unknown> =>
  (await db('settings').where({ name }).first())?.value;

/** Names of the settings in all announcements that wait. */
async function announced(): Promise<string[][]> {
  const { rows } = await db.raw<{ rows: { payload: { name: string; data: { names: string[] } } }[] }>(
    `SELECT payload FROM graphile_worker._private_jobs ORDER BY id`,
  );
  return rows
    .filter(({ payload }) => payload.name === 'settings.saved')
    .map(({ payload }) => payload.data.names);
}

test('every setting has its field on a screen of the menu, under its label; or it says why it has none', async () => {
  const pages: Record<string, string> = {};
  for (const href of await screensOfMenu()) pages[href] = (await agent.get(href)).text;
  const missing = shown.filter(({ name, screen, label }) => {
    const page = pages[`/admin/settings/${screen}`] ?? '';
    return !new RegExp(` name="${name}"`).test(page) || !page.includes(`>${escaped(label)}<`);
  });
  const silent = all.filter(({ screen, because }) => Boolean(screen) === Boolean(because));

  expect(shown.length).toBeGreaterThan(80);
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('no screen has a field that is no setting of it', async () => {
  const wrong: string[] = [];
  for (const screen of new Set(shown.map((one) => one.screen))) {
    const { text } = await agent.get(`/admin/settings/${screen}`);
    const form = new RegExp(`<form[^>]*action="/admin/settings/${screen}"[^]*?</form>`).exec(text)![0];
    const names = [...form.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    const own = shown.filter((one) => one.screen === screen).map(({ name }) => name);
    wrong.push(...names.filter((name) => !own.includes(name.replace(/_custom$/, ''))));
  }

  expect(wrong).toEqual([]);
});

test('labels are not said twice, and “Go to…” finds each setting by its own', async () => {
  const labels = shown.map(({ label }) => label);
  const lost: string[] = [];
  for (const { name, label, screen } of shown) {
    const { body } = await agent.get('/admin/palette').query({ q: label });
    const places = (body as { places: { title: string; href: string }[] }).places;
    const isThere = places.some(
      ({ title, href }) => title === label && href.startsWith(`/admin/settings/${screen}#${name}`),
    );
    if (!isThere) lost.push(name);
  }

  expect(new Set(labels).size).toBe(labels.length);
  expect(lost).toEqual([]);
});

describe('one setting of each kind is changed by its form', () => {
  test.each([
    ['text', 'general', 'blogname', 'Tide notes', 'Tide notes'],
    ['email', 'general', 'admin_email', 'ada@example.com', 'ada@example.com'],
    ['number', 'attachments', 'max_upload_size', '5', 5],
    ['checkbox', 'attachments', 'enable_multiple_upload', '1', true],
    ['select', 'discussion', 'comment_order', 'desc', 'desc'],
    ['radio', 'attachments', 'who_can_upload', '2', 2],
    ['textarea', 'discussion', 'moderation_keys', 'casino\r\npoker', 'casino\npoker'],
    ['suggest', 'general', 'date_format', 'Y-m-d', 'Y-m-d'],
    ['list', 'attachments', 'allowed_file_types', ['jpg', 'pdf'], ['jpg', 'pdf']],
  ] satisfies [FieldKind, string, string, string | string[], unknown][])(
    'a %s',
    async (kind, screen, name, sent, stored) => {
      const answer = await agent
        .post(`/admin/settings/${screen}`)
        .type('form')
        .send({ [name]: sent });

      expect(all.find((one) => one.name === name)).toMatchObject({ kind, screen });
      expect(answer.status).toBe(303);
      expect(await storedValue(name)).toEqual(stored);
    },
  );

  test('all kinds are among them', () => {
    const tried = ['text', 'email', 'number', 'checkbox', 'select', 'radio', 'textarea', 'suggest', 'list'];
    expect([...new Set(all.map(({ kind }) => kind))].filter((kind) => !tried.includes(kind))).toEqual([]);
  });
});

test('a date format of one’s own is taken from the field beside “Custom”, and is shown there', async () => {
  const fields = { date_format: String.raw`\c\u\s\t\o\m`, date_format_custom: 'd.m.Y' };
  await agent.post('/admin/settings/general').type('form').send(fields);
  const { text } = await agent.get('/admin/settings/general');

  expect(await storedValue('date_format')).toBe('d.m.Y');
  expect(text).toMatch(/id="date_format-own"[^>]* checked/);
  expect(text).toMatch(/name="date_format_custom" value="d\.m\.Y"/);
  expect(text).toContain('>August 1, 2026 (F j, Y)<');
  expect(text).not.toMatch(/id="date_format-\d"[^>]* checked/);
});

test('only what changed is announced, and nothing when nothing did', async () => {
  const same = { show_avatars: '1', comments_notify: '1', moderation_notify: '1', thread_comments: '1' };
  const ticked = { ...same, default_pingback_flag: '1', require_name_email: '1' };
  const more = {
    show_comments_cookies_opt_in: '1',
    comment_previously_approved: '1',
    comments_subscriptions: '1',
    comments_passages: '1',
    comments_reports: '1',
    spam_check: '1',
  };
  const asItIs = { ...ticked, ...more, comment_max_links: '2' };

  await agent.post('/admin/settings/discussion').type('form').send(asItIs);
  const nothing = await announced();
  await agent
    .post('/admin/settings/discussion')
    .type('form')
    .send({ ...asItIs, comment_max_links: '3' });

  expect(nothing).toEqual([]);
  expect(await announced()).toEqual([['comment_max_links']]);
});

test('a form is saved whole or not at all, and says all that is wrong with it', async () => {
  const fields = { blogname: 'Tide', start_of_week: '9', empty_trash_days: 'soon', default_role: 'editor' };

  const answer = await agent.post('/admin/settings/general').type('form').send(fields);

  expect(answer.status).toBe(422);
  for (const name of ['start_of_week', 'empty_trash_days', 'default_role'])
    expect(answer.text).toContain(`id="${name}-problem"`);
  expect(answer.text).toContain('Write a whole number from 0 to 36500.');
  expect(answer.text).toContain('value="Tide"');
  expect(await db('settings')).toEqual([]);
  expect(await announced()).toEqual([]);
});

test('a field that was not on the form stays as it is; a form without fields changes nothing', async () => {
  await agent
    .post('/admin/settings/general')
    .type('form')
    .send({ blogname: 'Tide', blogdescription: 'Notes' });
  await agent.post('/admin/settings/general').type('form').send({ blogname: 'Ebb' });
  const other = await agent.post('/admin/settings/general').set('Content-Type', 'text/plain').send('x');
  await agent.post('/admin/settings/discussion').type('form').send('');

  expect(await storedValue('blogdescription')).toBe('Notes');
  expect(other.status).toBe(400);
  expect(await storedValue('blogname')).toBe('Ebb');
  expect(await storedValue('show_avatars')).toBeUndefined();
});

test('an empty number of revisions keeps all; 0 keeps no further ones', async () => {
  const send = (revisions_to_keep: string) =>
    agent.post('/admin/settings/general').type('form').send({ revisions_to_keep });
  const field = async () =>
    /id="revisions_to_keep"[^>]*value="([^"]*)"/.exec((await agent.get('/admin/settings/general')).text)![1];

  await send('0');
  const none = [await storedValue('revisions_to_keep'), await field()];
  await send('');
  const every = [await storedValue('revisions_to_keep'), await field()];

  expect(none).toEqual([0, '0']);
  expect(every).toEqual([-1, '']);
});

test('editors neither see nor save what readers may attach', async () => {
  const editor = await site.signIn(await site.hasUser({ role: 'editor' }));

  const seen = await editor.get('/admin/settings/attachments');
  const saved = await editor.post('/admin/settings/attachments').type('form').send({ max_upload_size: '9' });

  expect([seen.status, saved.status]).toEqual([403, 403]);
  expect(await storedValue('max_upload_size')).toBeUndefined();
});

test('the REST schema has WordPress’s names, types, defaults and bounds', () => {
  const schema = restSchemaOf(allDeclared());

  expect(Object.keys(schema).toSorted()).toEqual([
    'date_format',
    'default_category',
    'default_comment_status',
    'default_ping_status',
    'default_post_format',
    'description',
    'email',
    'language',
    'page_for_posts',
    'page_on_front',
    'posts_per_page',
    'show_on_front',
    'site_icon',
    'start_of_week',
    'time_format',
    'timezone',
    'title',
    'use_smilies',
  ]);
  expect(schema.posts_per_page).toMatchObject({ type: 'integer', default: 10, minimum: 1, maximum: 100 });
  expect(schema.use_smilies).toMatchObject({ type: 'boolean', default: true });
  expect(schema.show_on_front).toMatchObject({ type: 'string', default: 'posts', enum: ['posts', 'page'] });
  expect(schema.title).toEqual({
    type: 'string',
    title: 'Site title',
    description: '',
    default: 'Quillback',
    maxLength: 200,
  });
  expect(restNamesOf(allDeclared())).toMatchObject({ title: 'blogname', language: 'WPLANG' });
  expect(Object.values(schema).filter(({ type }) => !type)).toEqual([]);
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#39;');
