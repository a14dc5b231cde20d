// tests/comments/thread/rules.test.ts: how comments are shown: links to held ones, avatars, faces, pages, lists in lists.
import { expect, test } from 'vitest';
import type { Blog } from '../../../src/blog.ts';
import { avatarsOf } from '../../../src/comments/avatar.ts';
import { colourOf } from '../../../src/accounts/avatars/colour.ts';
import { isPreviewToken, patternOf, previewToken } from '../../../src/comments/form/secret.ts';
import { type Discussion } from '../../../src/comments/settings.ts';
import { facesView } from '../../../src/comments/thread/mentions.ts';
import { pageAddress } from '../../../src/comments/thread/paging.ts';
import { inThread } from '../../../src/comments/thread/placement.ts';
import { threadItems } from '../../../src/comments/thread/thread.ts';

const blog = { config: { SESSION_SECRET: 'a secret' }, url: 'http://blog.example' } as Blog;
const at = (time: number) => ({ ...blog, now: () => new Date(time) }) as Blog;
test('a waiting comment is shown by its link for a day', () => {
  const posted = Date.UTC(2026, 7, 1);
  const comment = { id: 7, posted_at: new Date(posted) };
  const token = previewToken(blog, comment);
  const opens = (time: number, given = token, one = comment) => isPreviewToken(at(posted + time), one, given);

  expect([opens(0), opens(86_399_999), opens(86_400_000)]).toEqual([true, true, false]);
  expect([
    opens(0, ''),
    opens(0, `${token}x`),
    opens(0, token.slice(1)),
    opens(0, token, { ...comment, id: 8 }),
  ]).toEqual(Array(4).fill(false));
  expect(opens(0, token, { ...comment, posted_at: new Date(posted + 1) })).toBe(false);
});

const author = { name: 'Ada Lovelace', email: 'ada@example.com', user_id: 7 };
const looks = (avatar_default: string, pictures = new Map()) =>
  avatarsOf(blog, { show_avatars: true, avatar_default } as Discussion, pictures);

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Ada B. Lovelace', 'AL'],
  ['  “Örn”  (x) ', 'ÖX'],
  ['7 up', '7U'],
  ['!!!', '?'],
  ['', '?'],
])('%s has the initials %s', (name, initials) => {
  for (const look of ['mystery', 'initials'])
    expect(looks(look)({ ...author, name })).toMatchObject({ initials, pattern: '', picture: '' });
});

test('a disc is plain, a pattern is mirrored, one person looks the same everywhere, and pictures come first', () => {
  const guest = { ...author, user_id: null };
  const plain = looks('color')(guest)!;
  const pattern = looks('identicon')(guest)!;
  const cells = new Set(
    [...pattern.pattern.matchAll(/M(\d) (\d)h1v1h-1z/g)].map(([, column, row]) => `${column} ${row}`),
  );

  expect(plain).toMatchObject({ initials: '', pattern: '', picture: '' });
  expect(plain.colour).toBe(colourOf(blog, 'ada@example.com'));
  expect(looks('color')({ ...guest, email: 'ADA@example.com', name: 'Other' })!.colour).toBe(plain.colour);
  // Who is proven looks the same whatever is typed, and nobody who types their address looks so.
  const account = looks('color')(author)!;
  expect(looks('color')({ ...author, email: 'other@example.com' })!.colour).toBe(account.colour);
  expect(account.colour).not.toBe(plain.colour);
  const browser = looks('color')({ ...guest, browser: 'a' })!;
  expect(looks('color')({ ...guest, browser: 'a', email: 'x@example.com' })!.colour).toBe(browser.colour);
  expect(pattern.initials).toBe('');
  expect(cells.size).toBeGreaterThan(0);
  for (const cell of cells) {
    const [column, row] = cell.split(' ').map(Number) as [number, number];
    expect(cells.has(`${4 - column} ${row}`)).toBe(true);
    expect(row).toBeLessThan(5);
  }
  const bits = patternOf(blog, 'ada@example.com');
  const left = Array.from({ length: 15 }, (_, bit) => bit).filter((bit) => bits & (1 << bit));
  expect(left.every((bit) => cells.has(`${Math.floor(bit / 5)} ${bit % 5}`))).toBe(true);
  expect([...cells].filter((cell) => Number(cell[0]) < 3)).toHaveLength(left.length);

  const own = new Map([[7, { user_id: 7, file: 'a.png', renditions: [], version: 2 }]]);
  expect(looks('blank')(author)).toBeUndefined();
  expect(looks('blank', own)(author)?.picture).toBe('/uploads/a.png?v=2');
  expect(looks('blank', own)({ ...author, user_id: null })).toBeUndefined();
  expect(looks('blank')({ ...author, photo: '/p' })?.picture).toBe('/p');
  expect(
    avatarsOf(blog, { show_avatars: false, avatar_default: 'color' } as Discussion, own)(author),
  ).toBeUndefined();
});

test('colours are few, and patterns of fifteen bits', () => {
  const names = Array.from({ length: 200 }, (_, number) => `name ${number}`);

  expect(new Set(names.map((name) => colourOf(blog, name))).size).toBe(12);
  expect(names.every((name) => colourOf(blog, name, 3) < 3 && patternOf(blog, name) < 2 ** 15)).toBe(true);
  expect(new Set(names.map((name) => patternOf(blog, name))).size).toBeGreaterThan(150);
});

test('faces stand by what their pages did, one or many', () => {
  const face = (id: number, type: string, author_name = 'Ada') =>
    ({ id, author_name, author_url: 'javascript:x', meta: { mention_type: [type] } }) as never;
  const view = facesView([face(1, 'like'), face(2, 'like', ''), face(3, 'repost'), face(4, 'odd')], {
    avatarOf: () => undefined,
    photos: new Map(),
  });

  expect(
    view.map(({ title, people }) => [title, people.map(({ id, name, url }) => [id, name, url])]),
  ).toEqual([
    [
      '2 likes',
      [
        [1, 'Ada', ''],
        [2, 'Anonymous', ''],
      ],
    ],
    ['One repost', [[3, 'Ada', '']]],
  ]);
  expect([inThread({ linkbacks_shown: 'thread' }), inThread({ linkbacks_shown: 'apart' })]).toEqual([
    ['comment', 'mention'],
    ['comment'],
  ]);
});

test.each([
  ['/a/', 1, 1, '/a/'],
  ['/a/', 2, 1, '/a/comment-page-2/'],
  ['/a', 2, 1, '/a/comment-page-2/'],
  ['/?p=7', 2, 1, '/?p=7&cpage=2'],
  ['/?p=7', 2, 2, '/?p=7'],
  ['/a/', 1, 2, '/a/comment-page-1/'],
])('the comments of %s, page %i, stand at their address (first %i)', (address, page, first_shown, whole) => {
  expect(pageAddress(address, page, { first_shown })).toBe(whole);
});

test('lists of replies open and close where the level changes, and no deeper than they may', () => {
  const rows = [
    { id: 1, parent_id: null },
    { id: 2, parent_id: 1 },
    { id: 3, parent_id: 2 },
    { id: 4, parent_id: 3 },
    { id: 5, parent_id: null },
    { id: 6, parent_id: 99 },
  ];
  const shown = (depth: number, order: 'asc' | 'desc' = 'asc') =>
    threadItems(rows, { depth, order }).map(({ row, level, has_replies, opens, closes }) => [
      row.id,
      level,
      has_replies,
      opens,
      closes,
    ]);

  expect(shown(3)).toEqual([
    [1, 1, true, true, 0],
    [2, 2, true, true, 0],
    [3, 3, true, false, 0],
    [4, 3, false, false, 2],
    [5, 1, false, false, 0],
    [6, 1, false, false, 0],
  ]);
  expect(shown(1).map(([id, level]) => [id, level])).toEqual(rows.map(({ id }) => [id, 1]));
  expect(shown(3, 'desc').map(([id]) => id)).toEqual([6, 5, 1, 2, 3, 4]);
});
