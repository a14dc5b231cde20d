// tests/comments/rules.test.ts: how comments are judged, read and shown, on both sides of each rule.
import type { Request } from 'express';
import { expect, test } from 'vitest';
import type { Blog } from '../../src/blog.ts';
import { isHttpError } from '../../src/base/errors.ts';
import { avatarsOf } from '../../src/comments/avatar.ts';
import { checkWords, cleanUrl, commentWords, isEmail, limits } from '../../src/comments/form/form.ts';
import { colourOf, isPreviewToken, patternOf, previewToken } from '../../src/comments/form/secret.ts';
import { bulkAsked, listAddress, listAsked } from '../../src/comments/moderation/form.ts';
import { keysFound, verdict, type Evidence } from '../../src/comments/moderation/verdict.ts';
import { discussion, type Discussion } from '../../src/comments/settings.ts';
import { facesView } from '../../src/comments/thread/mentions.ts';
import { pageAddress } from '../../src/comments/thread/paging.ts';
import { inThread } from '../../src/comments/thread/placement.ts';
import { threadItems } from '../../src/comments/thread/thread.ts';

const blog = { config: { SESSION_SECRET: 'a secret' }, url: 'http://blog.example' } as Blog;
const at = (time: number) => ({ ...blog, now: () => new Date(time) }) as Blog;

const calm: Evidence = {
  type: 'comment',
  is_ours: false,
  is_known: false,
  has_name_and_email: true,
  links: 0,
  is_trapped: false,
  is_decoy: false,
  holds_files: false,
  author_name: 'Ada',
  author_email: 'ada@example.com',
  author_url: 'https://ada.example/',
  author_ip: '192.0.2.7',
  user_agent: 'Firefox',
  content: 'A <b>calm</b> word',
};
const open = { ...discussion.parse({}), comment_previously_approved: false, comment_max_links: 2 };
const judged = (evidence: Partial<Evidence>, rules: Partial<Discussion> = {}) =>
  verdict({ ...calm, ...evidence }, { ...open, ...rules }).status;

test.each<[string, Partial<Evidence>, Partial<Discussion>, string]>([
  ['nothing against it', {}, {}, 'approve'],
  ['all are looked at', {}, { comment_moderation: true }, 'hold'],
  ['files that are to be looked at', { holds_files: true }, {}, 'hold'],
  ['one link less than held', { links: 1 }, {}, 'approve'],
  ['as many links as are held', { links: 2 }, {}, 'hold'],
  ['links where none are counted', { links: 99 }, { comment_max_links: 0 }, 'approve'],
  ['one link where one is held', { links: 1 }, { comment_max_links: 1 }, 'hold'],
  ['a word that waits', {}, { moderation_keys: 'x\ncalm' }, 'hold'],
  ['a word that is thrown away', {}, { disallowed_keys: 'calm' }, 'trash'],
  [
    'a word that waits and one that is thrown away',
    {},
    { moderation_keys: 'calm', disallowed_keys: 'word' },
    'trash',
  ],
  ['a trap', { is_trapped: true }, {}, 'spam'],
  ['a trap, where all are looked at', { is_trapped: true }, { comment_moderation: true }, 'spam'],
  ['a trap and a word that is thrown away', { is_trapped: true }, { disallowed_keys: 'calm' }, 'trash'],
  ['somebody new', {}, { comment_previously_approved: true }, 'hold'],
  ['somebody known', { is_known: true }, { comment_previously_approved: true }, 'approve'],
  [
    'a linkback, where only who is known passes',
    { is_known: true, type: 'pingback' },
    { comment_previously_approved: true },
    'hold',
  ],
  ['a linkback, where all pass', { type: 'pingback' }, {}, 'approve'],
  [
    'one of ours, against all rules',
    { is_ours: true, is_trapped: true, links: 9 },
    { comment_moderation: true, disallowed_keys: 'calm' },
    'approve',
  ],
])('%s', (_case, evidence, rules, status) => {
  expect(judged(evidence, rules)).toBe(status);
});

test.each([
  'ADA',
  'ada@example',
  'ada.example',
  '192.0.2',
  'firefox',
  'calm word',
  ' <b>calm ',
  'x\n\n calm',
])('the key “%s” is found', (keys) => {
  expect(keysFound(calm, keys)).not.toEqual([]);
});

test.each(['', '\n \n', 'bob', 'calm  word'])('the key “%s” is not', (keys) => {
  expect(keysFound(calm, keys)).toEqual([]);
});

test.each([
  ['a@b.cd', true],
  ['a@b.c', false],
  ['ä.ö@bücher.example', true],
  [`${'a'.repeat(64)}@b.cd`, true],
  [`${'a'.repeat(65)}@b.cd`, false],
  ['a@b', false],
  ['a@b@c.de', false],
  ['"a"@b.cd', false],
  ['a b@c.de', false],
  ['a@b..cd', false],
  ['a@b.cd,e@f.gh', false],
])('%s is an email: %s', (given, isIt) => {
  expect(isEmail(given)).toBe(isIt);
});

test.each([
  ['', ''],
  ['ada.example', 'https://ada.example/'],
  ['ada.example:8080/x', 'https://ada.example:8080/x'],
  ['HTTP://Ada.example', 'http://ada.example/'],
  ["https://ada.example/it's", 'https://ada.example/it%27s'],
  ['ftp://ada.example', ''],
  ['javascript:alert(1)', ''],
  ['mailto:ada@example.com', ''],
  ['https://ada@ada.example', ''],
  ['https://:pw@ada.example', ''],
  ['https://', ''],
  ['a b', ''],
])('the website “%s” is kept as “%s”', (given, url) => {
  expect(cleanUrl(given)).toBe(url);
});

const words = (fields: Record<string, unknown>) => commentWords({ comment: 'Words', ...fields });
/** What a form is refused for; '' when it is not. */
function refusal(fields: Record<string, unknown>): string {
  try {
    checkWords(words(fields));
    return '';
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return `${error.code} ${Object.keys(error.fields).join()}`;
  }
}

test.each(['comment', 'author', 'email', 'url'] as const)(
  '%s may have its characters, and not one more',
  (name) => {
    const most = limits[name];

    expect(refusal({ [name]: 'x'.repeat(most) })).toBe('');
    expect(refusal({ [name]: 'x'.repeat(most + 1) })).toBe(`too_long ${name}`);
    // A character of two units is one.
    expect(refusal({ [name]: '😀'.repeat(most) })).toBe('');
    expect(refusal({ [name]: '😀'.repeat(most + 1) })).toBe(`too_long ${name}`);
    expect(refusal({ [name]: 'a\0b' })).toBe(`bad_characters ${name}`);
    expect(refusal({ [name]: 'a\ud83d' })).toBe(`bad_characters ${name}`);
  },
);

test('fields are read as they were typed, without tricks, and what is no text is empty', () => {
  const read = commentWords({
    comment_post_ID: ' 7 ',
    comment_parent: 'x',
    author: '  A\u202ed\u200ba \n L ',
    email: ['a@b.cd'],
    url: ' https://ada.example ',
    comment: '\r\n one\r\ntwo \n',
    'wp-comment-cookies-consent': 'yes',
    type: 'note',
    website_url: 'x',
    redirect_to: '/y',
  });

  expect(read).toEqual({
    post_id: 7,
    parent_id: 0,
    author_name: 'Ada L',
    author_email: '',
    author_url: 'https://ada.example',
    content: 'one\ntwo',
    consent: true,
    form_key: '',
    claimed_files: [],
    redirect_to: '/y',
    trap: 'x',
    form_seal: '',
    subscribe_replies: false,
    subscribe_post: false,
    type: 'note',
  });
  expect(commentWords(undefined)).toMatchObject({ post_id: 0, consent: false, type: 'comment', content: '' });
  expect(commentWords({ comment_type: 'a', type: 'b' }).type).toBe('a');
  expect(refusal({ type: 'note' })).toBe('comment_type ');
});

test.each([
  ['x'.repeat(7), ''],
  ['x'.repeat(8), 'x'.repeat(8)],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), ''],
  ['a key with blanks', ''],
])('the key of a form %s is read as “%s”', (form_key, key) => {
  expect(words({ form_key }).form_key).toBe(key);
});

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
  const plain = looks('color')(author)!;
  const pattern = looks('identicon')(author)!;
  const cells = new Set(
    [...pattern.pattern.matchAll(/M(\d) (\d)h1v1h-1z/g)].map(([, column, row]) => `${column} ${row}`),
  );

  expect(plain).toMatchObject({ initials: '', pattern: '', picture: '' });
  expect(plain.colour).toBe(colourOf(blog, 'ada@example.com'));
  expect(looks('color')({ ...author, email: 'ADA@example.com', name: 'Other' })!.colour).toBe(plain.colour);
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

test('a list’s address says what differs from the usual, and is read back', () => {
  const asked = listAsked({ query: {} } as Request);

  expect(asked).toEqual({ status: 'all', type: '', post: 0, s: '', page: 1 });
  expect(listAddress(asked)).toBe('/admin/comments');
  const changed = { status: 'spam', type: 'pings', post: 7, s: 'a b', page: 2 } as const;
  expect(listAddress(asked, changed)).toBe('/admin/comments?status=spam&type=pings&post=7&s=a+b&page=2');
  expect(listAddress({ ...asked, page: 9 }, { status: 'hold' })).toBe('/admin/comments?status=hold');
  const read = (query: object) => listAsked({ query } as Request);
  expect([0, 1, 100_000, 100_001].map((page) => read({ page: String(page) }).page)).toEqual([
    1, 1, 100_000, 1,
  ]);
  expect(['-1', '0', '2147483647', '2147483648', 'x'].map((post) => read({ post }).post)).toEqual([
    0, 0, 2_147_483_647, 0, 0,
  ]);
  expect([read({ s: 'x'.repeat(200) }).s.length, read({ s: 'x'.repeat(201) }).s]).toEqual([200, '']);
});

test('a hundred ticked comments at once, one at least, and something to do with them', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, number) => String(number + 1));

  expect(bulkAsked({ what: 'spam', ids: ids(100) }).ids).toHaveLength(100);
  expect(bulkAsked({ what: 'spam', ids: '7' })).toEqual({ what: 'spam', ids: [7] });
  expect(() => bulkAsked({ what: 'spam', ids: ids(101) })).toThrow('choose a bulk action');
  expect(() => bulkAsked({ what: 'odd', ids: ['1'] })).toThrow('choose a bulk action');
  expect(() => bulkAsked({ what: 'spam' })).toThrow('select at least one');
  expect(() => bulkAsked({ what: 'spam', ids: ['x'] })).toThrow('select at least one');
});
