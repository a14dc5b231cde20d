// tests/comments/moderation/rules.test.ts: how comments are judged, read and shown, on both sides of each rule.
import type { Request } from 'express';
import { expect, test } from 'vitest';
import { isHttpError } from '../../../src/base/errors.ts';
import { isEmail } from '../../../src/base/mail/address.ts';
import { checkWords, cleanUrl, commentWords, limits } from '../../../src/comments/form/form.ts';
import { bulkAsked, listAddress, listAsked } from '../../../src/comments/moderation/form.ts';
import { keysFound, verdict, type Evidence } from '../../../src/comments/moderation/verdict.ts';
import { discussion, type Discussion } from '../../../src/comments/settings.ts';

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

test('a list’s address says what differs from the usual, and is read back', () => {
  const asked = listAsked({ query: {} } as Request);

  const nothing = {
    type: '',
    post: 0,
    email: '',
    ip: '',
    network: '',
    s: '',
    before: '',
    after: '',
    comment: 0,
  };
  expect(asked).toEqual({ status: 'all', ...nothing });
  expect(listAddress(asked)).toBe('/admin/comments');
  const changed = { status: 'spam', type: 'pings', post: 7, s: 'a b', before: '12.7' } as const;
  expect(listAddress(asked, changed)).toBe('/admin/comments?status=spam&type=pings&post=7&s=a+b&before=12.7');
  // Something else is listed: its newest comment comes first.
  expect(listAddress({ ...asked, before: '12.7' }, { status: 'hold' })).toBe('/admin/comments?status=hold');
  const read = (query: object) => listAsked({ query } as Request);
  expect(['1.1', '-5.1', '1', '1.x', '1.1 OR 1=1'].map((before) => read({ before }).before)).toEqual([
    '1.1', '-5.1', '', '', '',
  ]); // prettier-ignore
  expect(["10.0.0.1' OR 1", '2001:db8::1'].map((ip) => read({ ip }).ip)).toEqual(['', '2001:db8::1']);
  expect(['-1', '0', '2147483647', '2147483648', 'x'].map((post) => read({ post }).post)).toEqual([
    0, 0, 2_147_483_647, 0, 0,
  ]);
  expect([read({ s: 'x'.repeat(200) }).s.length, read({ s: 'x'.repeat(201) }).s]).toEqual([200, '']);
});

test('two hundred ticked comments at once, one at least, and something to do with them', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, number) => String(number + 1));

  expect(bulkAsked({ what: 'spam', ids: ids(200) }).ids).toHaveLength(200);
  expect(bulkAsked({ what: 'spam', ids: '7' })).toEqual({ what: 'spam', ids: [7] });
  expect(() => bulkAsked({ what: 'spam', ids: ids(201) })).toThrow('choose a bulk action');
  expect(() => bulkAsked({ what: 'odd', ids: ['1'] })).toThrow('choose a bulk action');
  expect(() => bulkAsked({ what: 'spam' })).toThrow('select at least one');
  expect(() => bulkAsked({ what: 'spam', ids: ['x'] })).toThrow('select at least one');
});
