// tests/import/records.test.ts: what a record of an export becomes: dates, statuses, files, keys, and what is counted of it.
import { expect, test } from 'vitest';
import { rssDate, wxrDate } from '../../src/import/records/dates.ts';
import { itemKey, postOf } from '../../src/import/records/post.ts';
import { keptId } from '../../src/import/wxr/highest-ids.ts';
import { metaOf } from '../../src/import/wxr/meta.ts';
import type { WxrItem } from '../../src/import/wxr/wxr.ts';

const now = new Date('2026-08-01T09:00:00Z');
const item = (fields: Record<string, string>, more: Partial<WxrItem> = {}): WxrItem => ({
  kind: 'item',
  fields,
  content: '',
  excerpt: '',
  terms: [],
  meta: [],
  comments: [],
  ...more,
});
const meta = (pairs: Record<string, string>) => Object.entries(pairs).map(([key, value]) => ({ key, value }));

test.each([
  ['2025-03-04 10:00:00', '2025-03-04T10:00:00.000Z'],
  [' 2025-03-04T10:00:00 ', '2025-03-04T10:00:00.000Z'],
  ['0001-01-01 00:00:00', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31 23:59:59', '9999-12-31T23:59:59.000Z'],
  ['0000-00-00 00:00:00', undefined],
  ['0000-01-01 00:00:00', undefined],
  ['2025-13-01 00:00:00', undefined],
  ['2025-03-04', '2025-03-04T00:00:00.000Z'],
  ['2025-03-04 10:00', '2025-03-04T10:00:00.000Z'],
  ['2025-03-04T10:00:00Z', '2025-03-04T10:00:00.000Z'],
  ['2025-03-04T10:00:00.123+02:00', '2025-03-04T08:00:00.000Z'],
  ['2025-03-04T10:00-0530', '2025-03-04T15:30:00.000Z'],
  ['2025-03-04 10', undefined],
  ['04.03.2025', undefined],
  ['x2025-03-04 10:00:00', undefined],
  [undefined, undefined],
])('the date %s is %s', (given, date) => {
  expect(wxrDate(given)?.toISOString()).toBe(date);
});

test.each([
  ['Tue, 04 Mar 2025 10:00:00 +0000', '2025-03-04T10:00:00.000Z'],
  ['Fri, 31 Dec 9999 23:59:59 +0000', '9999-12-31T23:59:59.000Z'],
  ['Fri, 31 Dec 9999 23:59:59 -0100', undefined],
  ['Wed, 30 Nov -0001 00:00:00 +0000', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('the RSS date %s is %s', (given, date) => {
  expect(rssDate(given)?.toISOString()).toBe(date);
});

test.each([
  ['publish', '2025-01-01 00:00:00', 'publish'],
  ['future', '2026-08-01 09:00:01', 'future'],
  ['future', '2026-08-01 09:00:00', 'publish'],
  ['inherit', '2025-01-01 00:00:00', 'publish'],
  [' pending ', '2025-01-01 00:00:00', 'pending'],
  ['private', '2025-01-01 00:00:00', 'private'],
  ['wc-completed', '2025-01-01 00:00:00', 'draft'],
  ['', '2025-01-01 00:00:00', 'draft'],
])('a post that was “%s”, of %s, is %s', (status, post_date_gmt, expected) => {
  expect(postOf(item({ status, post_date_gmt }), now).status).toBe(expected);
});

test('a published post takes the first date it has; a draft has none of its own but the one it was given', () => {
  const all = {
    status: 'publish',
    post_date_gmt: '2025-01-01 00:00:00',
    pubDate: 'Thu, 02 Jan 2025 00:00:00 +0000',
    post_date: '2025-01-03 00:00:00',
    post_modified_gmt: '2025-01-04 00:00:00',
  };
  const dayOf = (fields: Record<string, string>) => postOf(item(fields), now).published_at?.getUTCDate();
  const { post_date_gmt: _gmt, ...three } = all;
  const { pubDate: _pub, ...two } = three;
  const { post_date: _local, ...one } = two;

  expect([dayOf(all), dayOf(three), dayOf(two), dayOf(one)]).toEqual([1, 2, 3, 4]);
  expect(postOf(item({ status: 'publish' }), now)).toMatchObject({
    published_at: now,
    created_at: now,
    modified_at: now,
  });
  for (const status of ['draft', 'pending']) {
    expect(postOf(item({ ...three, status }), now)).toMatchObject({
      published_at: null,
      created_at: new Date('2025-01-02'),
      modified_at: new Date('2025-01-04'),
    });
    expect(dayOf({ ...all, status })).toBe(1);
  }
});

test.each([
  ['publish', { post_name: '', title: 'Ropes & Knots', post_id: '7' }, 'ropes-knots'],
  ['future', { post_name: ' ', title: '???', post_id: ' 7 ' }, '7'],
  ['private', { title: '???' }, 'untitled'],
  ['publish', { post_name: 'own', title: 'Ropes' }, 'own'],
  ['draft', { post_name: '', title: 'Ropes', post_id: '7' }, ''],
  ['pending', { post_name: 'own', title: 'Ropes' }, 'own'],
])('a %s post of %j has the slug “%s”', (status, fields, slug) => {
  const date = { post_date_gmt: '2030-01-01 00:00:00' };

  expect(postOf(item({ ...date, ...fields, status }), now).slug).toBe(slug);
});

test.each([
  [
    { _wp_trash_meta_status: 'publish', _wp_trash_meta_time: '1754000000' },
    'publish',
    new Date(1_754_000_000_000),
  ],
  [{ _wp_trash_meta_status: 'trash', _wp_trash_meta_time: '0' }, 'draft', now],
  [{ _wp_trash_meta_status: 'odd', _wp_trash_meta_time: '-5' }, 'draft', now],
  [{ _wp_trash_meta_time: '1' }, 'draft', new Date(1000)],
  [{ _wp_trash_meta_time: '99999999999' }, 'draft', new Date(99_999_999_999_000)],
  [{ _wp_trash_meta_time: '100000000000' }, 'draft', now],
  [{}, 'draft', now],
])('what lies in the trash with %j was %s', (given, former_status, trashed_at) => {
  const post = postOf(item({ status: 'trash', post_name: 'x__trashed' }, { meta: meta(given) }), now);

  expect(post).toMatchObject({ status: 'trash', former_status, trashed_at });
});

test('only what lies in the trash has been there', () => {
  const post = postOf(item({ status: 'draft' }, { meta: meta({ _wp_trash_meta_status: 'publish' }) }), now);

  expect(post).not.toHaveProperty('former_status');
  expect(post).not.toHaveProperty('trashed_at');
});

test('fields of an item become columns, and odd ones the usual', () => {
  const post = postOf(
    item(
      {
        is_sticky: ' 1 ',
        menu_order: '2147483647',
        comment_status: ' open ',
        ping_status: 'closed',
        post_password: ' s ',
      },
      { terms: [{ taxonomy: 'post_format', slug: 'post-format-aside', name: 'Aside' }] },
    ),
    now,
  );
  const odd = postOf(
    item(
      { is_sticky: '0', menu_order: '2147483648', comment_status: 'yes', post_type: ' ' },
      { terms: [{ taxonomy: 'category', slug: 'post-format-aside', name: 'Aside' }] },
    ),
    now,
  );

  expect(post).toMatchObject({
    type: 'post',
    is_sticky: true,
    menu_order: 2_147_483_647,
    comment_status: 'open',
    ping_status: 'closed',
    password: 's',
    format: 'aside',
  });
  expect(odd).toMatchObject({
    type: 'post',
    is_sticky: false,
    menu_order: 0,
    comment_status: 'closed',
    ping_status: 'closed',
    password: '',
    format: 'standard',
  });
  expect(postOf(item({ menu_order: '-3.9' }), now).menu_order).toBe(-3);
  expect(postOf(item({ menu_order: '-2147483648' }), now).menu_order).toBe(0);
  expect(postOf(item({ menu_order: 'first' }), now).menu_order).toBe(0);
});

test('items are told apart by id and date, else by address or title', () => {
  const date = { post_date_gmt: '2025-01-01 00:00:00' };
  const at = '2025-01-01T00:00:00.000Z';

  expect(itemKey(item({ ...date, post_id: ' 7 ', guid: 'g', link: 'l', title: 't' }))).toBe(`7 ${at}`);
  expect(itemKey(item({ ...date, guid: ' g ', link: 'l', title: 't' }))).toBe(`g ${at}`);
  expect(itemKey(item({ ...date, link: 'l', title: 't' }))).toBe(`l ${at}`);
  expect(itemKey(item({ post_date: '2025-01-01 00:00:00', title: 't' }))).toBe(`t ${at}`);
  expect(itemKey(item({ post_id: '7' }))).toBe('7 ');
  expect(itemKey(item({ guid: 'g'.repeat(400) }))).toHaveLength(300);
});

test('only what an editor’s screen needed is forgotten of the meta', () => {
  const pairs = [
    ...meta({
      _edit_lock: '1',
      _edit_last: '1',
      _pingme: '1',
      _oembed_x: '1',
      '': 'x',
      mood: 'calm',
      _edit_locked: '1',
    }),
    { key: 'mood', value: 'glad' },
    { key: '__proto__', value: 'x' },
  ];

  expect(Object.entries(metaOf(pairs))).toEqual([
    ['mood', ['calm', 'glad']],
    ['_edit_locked', ['1']],
    ['__proto__', ['x']],
  ]);
});

test.each([
  ['999999999', 999_999_999],
  ['1000000000', 0],
  [' 7 ', 7],
  ['0', 0],
  ['-1', 0],
  [undefined, 0],
])('the id %s is kept as %i', (given, kept) => {
  expect(keptId(given)).toBe(kept);
});
