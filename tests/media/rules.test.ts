// tests/media/rules.test.ts: how a kept file is shown, read and changed, at the bounds of each rule.
import path from 'node:path';
import { expect, test } from 'vitest';
import { roles, type User } from '../../src/accounts/user.ts';
import type { Blog } from '../../src/blog.ts';
import { cleanName, isOurName, newFileKey } from '../../src/media/file-name.ts';
import { fileLimits, formBytes, minStagingQuota } from '../../src/media/limits.ts';
import { mayBeNamed, mediaMayBeRead } from '../../src/media/may-read.ts';
import { renditionsOf, variantsOf, withVersion, type Media, type Rendition } from '../../src/media/media.ts';
import { mayChange, mayRemove } from '../../src/media/permissions.ts';
import { chooseFormat } from '../../src/media/pictures/negotiate.ts';
import { signedLinks, tokenOpens } from '../../src/media/signed-link.ts';
import { stagingQuota } from '../../src/media/uploads/staging-quota.ts';
import { mediaView, sizeLabel } from '../../src/media/view.ts';

const megabyte = 2 ** 20;
const rendition = (name: string, width: number, height: number, version?: number): Rendition => ({
  name,
  file: `a-${name}.webp`,
  width,
  height,
  mime_type: 'image/webp',
  byte_size: 1,
  ...(version && { version }),
});
const picture = (more: Partial<Media> = {}) =>
  ({
    id: 1,
    file: 'a.jpg',
    remote_url: null,
    name: 'a.jpg',
    mime_type: 'image/jpeg',
    byte_size: 1000,
    width: 1000,
    height: 500,
    renditions: [],
    variants: [],
    status: 'ready',
    source: 'library',
    version: 1,
    is_public: true,
    post_is_public: true,
    uploaded_by: 7,
    original_file: null,
    ...more,
  }) as Media;

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1 KB'],
  [1536, '1.5 KB'],
  [10_240, '10 KB'],
  [megabyte - 1, '1024 KB'],
  [megabyte, '1 MB'],
  [28.4 * megabyte, '28 MB'],
  [1024 * megabyte - 1, '1024 MB'],
  [1024 * megabyte, '1 GB'],
  [2048 * 1024 * megabyte, '2048 GB'],
])('%i bytes are %s', (bytes, label) => {
  expect(sizeLabel(bytes)).toBe(label);
});

test('a picture is shown by the copies of its own shape, up to 2048 wide, and by itself while it is small', () => {
  const copies = [
    rendition('thumbnail', 150, 150),
    rendition('medium', 300, 150),
    rendition('slanted', 301, 152),
    rendition('odd', 300, 152),
    rendition('2048x2048', 2048, 1024),
    rendition('wide', 2049, 1025),
  ];
  const widths = (more: Partial<Media>) =>
    [...mediaView(picture({ renditions: copies, ...more })).srcset.matchAll(/ (\d+)w/g)].map(
      ([, width]) => width,
    );

  expect(widths({})).toEqual(['300', '301', '1000', '2048']);
  expect(widths({ width: 2048, height: 1024 })).toEqual(['300', '301', '2048']);
  expect(widths({ width: 2049, height: 1025 })).not.toContain('2049');
  expect(widths({ width: null, height: null })).toEqual([]);
  expect(widths({ status: 'failed' })).toEqual([]);
  expect(widths({ status: 'waiting' })).toEqual([]);
  expect(widths({ mime_type: 'application/pdf' })).toEqual([]);
  expect(mediaView(picture()).srcset).toBe('');
});

test('a picture beyond 2560 is shown by its largest copy, one of 2560 by itself', () => {
  const copies = [
    rendition('large', 1024, 512),
    rendition('2048x2048', 2048, 1024),
    rendition('medium', 300, 150),
  ];
  const src = (width: number, height: number) =>
    mediaView(picture({ renditions: copies, width, height })).src;

  expect(src(2560, 1280)).toBe('/uploads/a.jpg');
  expect(src(2562, 1281)).toBe('/uploads/a-2048x2048.webp');
  expect(
    mediaView(picture({ renditions: copies, width: 2562, height: 1281 }), { size: 'medium' }),
  ).toMatchObject({
    src: '/uploads/a-medium.webp',
    width: 300,
    height: 150,
    sizes: '(max-width: 300px) 100vw, 300px',
  });
  expect(mediaView(picture({ renditions: copies }), { size: 'nothing' })).toMatchObject({
    src: '/uploads/a.jpg',
    width: 1000,
    sizes: '(max-width: 1000px) 100vw, 1000px',
  });
  expect(mediaView(picture({ width: null, height: null })).sizes).toBe('');
});

test('a file has an address when it is ready, or when its link is signed; one elsewhere has its own', () => {
  const link = (file: string) => `/signed/${file}`;

  expect(mediaView(picture()).url).toBe('/uploads/a.jpg');
  expect(mediaView(picture({ version: 2 })).url).toBe('/uploads/a.jpg?v=2');
  expect(mediaView(picture({ status: 'waiting' })).url).toBe('');
  expect(mediaView(picture({ status: 'failed' })).url).toBe('');
  expect(mediaView(picture({ status: 'waiting' }), { link }).url).toBe('/signed/a.jpg');
  expect(mediaView(picture({ file: null, remote_url: 'http://a.example/b.jpg' })).url).toBe(
    'http://a.example/b.jpg',
  );
  expect(mediaView(picture({ file: null })).url).toBe('');
  expect(mediaView(picture({ status: 'failed' })).kind).toBe('file');
});

test('what browsers do not show is a file until there is a copy that they do', () => {
  const tiff = picture({ mime_type: 'image/tiff', file: 'a.tif' });

  expect(mediaView(tiff)).toMatchObject({ kind: 'file', src: '/uploads/a.tif' });
  const shown = mediaView({
    ...tiff,
    renditions: [rendition('medium', 300, 150), rendition('full', 900, 450)],
  });
  expect(shown).toMatchObject({ kind: 'image', src: '/uploads/a-full.webp' });
  expect(shown.srcset).toBe('/uploads/a-medium.webp 300w, /uploads/a-full.webp 900w');
});

test('copies are those of the file as it is now', () => {
  const renditions = [rendition('old', 1, 1), rendition('new', 1, 1, 2)];
  const variants = [
    { of: 'a', file: 'a.avif', mime_type: 'image/avif', byte_size: 1 },
    { of: 'a', file: 'b.avif', mime_type: 'image/avif', byte_size: 1, version: 2 },
  ];
  const names = (version: number) => renditionsOf({ renditions, version }).map(({ name }) => name);

  expect([names(1), names(2), names(3)]).toEqual([['old'], ['new'], []]);
  expect([1, 2].map((version) => variantsOf({ variants, version }).map(({ file }) => file))).toEqual([
    ['a.avif'],
    ['b.avif'],
  ]);
  expect([1, 2].map((version) => withVersion('/a?b', { version }))).toEqual(['/a?b', '/a?b&v=2']);
});

test('in which format a picture goes is what the Accept header names', () => {
  const media = picture({
    renditions: [rendition('medium', 300, 150)],
    variants: [
      { of: 'a.jpg', file: 'a.avif', mime_type: 'image/avif', byte_size: 1 },
      { of: 'a.jpg', file: 'a.webp', mime_type: 'image/webp', byte_size: 1 },
    ],
  });
  const chosen = (key: string, accept?: string, more: Partial<Media> = {}) =>
    chooseFormat({ ...media, ...more }, key, accept).file;

  expect(chosen('a.jpg', 'image/avif,image/webp,*/*')).toBe('a.avif');
  expect(chosen('a.jpg', 'image/avif;q=0, image/WEBP;q=0.5')).toBe('a.webp');
  expect(chosen('a.jpg', 'image/avif;q=0.0,image/webp;q=0.000')).toBe('a.jpg');
  expect(chosen('a.jpg', 'image/avif;q=0.01')).toBe('a.avif');
  expect(chosen('a.jpg', 'text/html,image/avif')).toBe('a.jpg');
  expect([chosen('a.jpg', '*/*'), chosen('a.jpg')]).toEqual(['a.jpg', 'a.jpg']);
  expect(chosen('a-medium.webp', 'image/png,image/*')).toBe('a.jpg');
  expect(chosen('a-medium.webp', 'image/png,image/webp')).toBe('a-medium.webp');
  expect(chosen('a-medium.webp', 'image/*')).toBe('a-medium.webp');
  expect(chosen('a-medium.webp', 'image/png', { mime_type: 'image/tiff' })).toBe('a-medium.webp');
  expect(chosen('a-medium.webp', 'image/png', { file: null })).toBe('a-medium.webp');
  expect(chosen('a.jpg', 'image/avif', { mime_type: 'application/pdf' })).toBe('a.jpg');
  expect(chooseFormat({ ...media, original_file: 'o.jpg' }, 'o.jpg').mime_type).toBe('image/jpeg');
  expect(chooseFormat(media, 'a-medium.webp').mime_type).toBe('image/webp');
});

test('who reads a file: all, when it is ready and what it hangs on is open; else those who are trusted', () => {
  const shut: Partial<Media>[] = [
    { status: 'waiting' },
    { status: 'failed' },
    { is_public: false },
    { post_is_public: false },
  ];

  expect(mediaMayBeRead(picture(), false)).toBe(true);
  for (const more of shut) {
    expect(mediaMayBeRead(picture(more), false)).toBe(false);
    expect(mediaMayBeRead(picture(more), true)).toBe(true);
  }
  expect(mayBeNamed(picture({ is_public: false, post_is_public: false }))).toBe(true);
  const hung = { source: 'comment' } as const;
  expect(mayBeNamed(picture(hung))).toBe(true);
  expect(mayBeNamed(picture({ ...hung, is_public: false }))).toBe(false);
  expect(mayBeNamed(picture({ ...hung, post_is_public: false }))).toBe(false);
});

test('who changes a file: its owner and those who edit others’; of a comment the moderators alone', () => {
  const those = (media: Media, may = mayChange, id = 8) =>
    roles.filter((role) => may({ id, role } as User, media));

  expect(those(picture())).toEqual(['administrator', 'editor']);
  expect(those(picture(), mayChange, 7)).toEqual([...roles]);
  expect(those(picture({ source: 'comment' }), mayChange, 7)).toEqual(['administrator', 'editor']);
  expect(those(picture({ source: 'embed' }), mayRemove, 7)).toEqual([]);
  expect(those(picture(), mayRemove)).toEqual(['administrator', 'editor']);
  expect([
    mayChange(undefined, picture({ uploaded_by: null })),
    mayChange(undefined, picture({ source: 'comment' })),
  ]).toEqual([false, false]);
});

test('a signed link opens its file for twelve hours at least and a day at most', () => {
  const at = (time: string, SESSION_SECRET = 'x') =>
    ({ now: () => new Date(time), config: { SESSION_SECRET } }) as unknown as Blog;
  const token = (address: string) => new URL(address, 'http://x').searchParams.get('token')!;
  const early = token(signedLinks(at('2026-08-01T00:00:00Z'))('a.jpg'));
  const late = token(signedLinks(at('2026-08-01T11:59:59Z'))('a.jpg'));

  expect(early).toBe(late);
  const opens = (time: string) => tokenOpens(at(time), 'a.jpg', early);
  expect([
    opens('2026-08-01T00:00:00Z'),
    opens('2026-08-02T00:00:00Z'),
    opens('2026-08-02T00:00:00.001Z'),
  ]).toEqual([true, true, false]);
  const now = at('2026-08-01T00:00:00Z');
  expect(tokenOpens(now, 'b.jpg', early)).toBe(false);
  expect(tokenOpens(at('2026-08-01T00:00:00Z', 'y'), 'a.jpg', early)).toBe(false);
  for (const given of [
    undefined,
    '',
    '.',
    early.slice(0, -1),
    `${early}x`,
    early.replace('.', ''),
    [early],
    `zzzzzzzzzzzzz.${early.split('.')[1]}`,
  ])
    expect(tokenOpens(now, 'a.jpg', given)).toBe(false);
});

test('names are shown without tricks, at most 200 letters with their ending', () => {
  expect(cleanName('C:\\a\\b\u202egpj.  x\u0000.jpg ')).toBe('bgpj. x.jpg');
  expect(['', '/', '\u200f'].map(cleanName)).toEqual(['file', 'file', 'file']);
  expect(cleanName(`${'ä'.repeat(196)}.jpg`)).toBe(`${'ä'.repeat(196)}.jpg`);
  expect(cleanName(`${'ä'.repeat(197)}.jpg`)).toBe(`${'ä'.repeat(196)}.jpg`);
  expect(cleanName('x'.repeat(201))).toBe('x'.repeat(200));
  const now = new Date('2026-08-01T00:00:00Z');
  expect(isOurName(path.basename(newFileKey(now, 'jpg', true)))).toBe(true);
  expect([newFileKey(now, 'jpg', true).slice(0, 8), newFileKey(now, 'jpg', false).includes('/')]).toEqual([
    '2026/08/',
    false,
  ]);
  for (const name of ['a.jpg', `${'a'.repeat(25)}.jpg`, `${'a'.repeat(27)}.jpg`, `${'0'.repeat(26)}.jpg`])
    expect(isOurName(name)).toBe(false);
});

test('limits: all files together may have as much as one, a form four times one, a room two forms', () => {
  expect(fileLimits(10, 3, 20)).toEqual({
    max_bytes: 10 * megabyte,
    max_count: 3,
    max_total_bytes: 20 * megabyte,
  });
  expect(fileLimits(10, 3, 5).max_total_bytes).toBe(10 * megabyte);
  expect(formBytes(fileLimits(10, 3, 20))).toBe(56 * megabyte);
  expect(formBytes(fileLimits(1, 3, 20))).toBe(36 * megabyte);
  expect(minStagingQuota({ max_bytes: 5, max_total_bytes: 3 })).toBe(10);
  expect(minStagingQuota({ max_bytes: 3, max_total_bytes: 5 })).toBe(10);
  expect(stagingQuota(300, 100, { max_bytes: 10, max_total_bytes: 10 })).toBe(100);
  expect(stagingQuota(40, 20, { max_bytes: 10, max_total_bytes: 10 })).toBe(20);
});
