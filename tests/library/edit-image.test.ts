// tests/library/edit-image.test.ts: editing pictures: turned, cropped, one edit after another.
import fs from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import { storeBytes } from '../../src/media/store.ts';
import { findMedia } from '../../src/media/queries.ts';
import { filesIn, gif, pdf } from '../attachments/files.ts';
import { site, db, storage, editor, agent, quarters, has, hasPicture, send } from './edit-image-kit.ts';

/** The colours of the four corners, from the top left, line by line. */
async function corners(input: string | Buffer): Promise<string> {
  const { data, info } = await sharp(input).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    [0, 1, 2].map((channel) => (data[(y * info.width + x) * 3 + channel]! > 128 ? 1 : 0)).join('');
  const names: Record<string, string> = { '100': 'red', '010': 'green', '001': 'blue', '111': 'white' };
  const [right, bottom] = [info.width - 3, info.height - 3];
  const places = [at(2, 2), at(right, 2), at(2, bottom), at(right, bottom)];
  return places.map((one) => names[one] ?? one).join(' ');
}

test.each([
  ['rotate-left', {}, 'green white red blue', [200, 400]],
  ['rotate-right', {}, 'blue red white green', [200, 400]],
  ['flip-horizontal', {}, 'green red white blue', [400, 200]],
  ['flip-vertical', {}, 'blue white red green', [400, 200]],
  ['crop', { x: 200, y: 0, width: 200, height: 100 }, 'green green green green', [200, 100]],
  ['scale', { scale_width: 100 }, 'red green blue white', [100, 50]],
])(
  '%s: the address stays, the sizes follow, the original is kept and comes back',
  async (act, fields, seen, size) => {
    const media = await hasPicture();
    const before = fs.readFileSync(storage.path(media.file!));

    const answer = await send(`/admin/media/${media.id}/edit`, { act, ...fields });
    await site.work();
    const edited = (await findMedia(db, media.id))!;
    const shown = await corners(storage.path(edited.file!));
    const smalls = await Promise.all(
      edited.renditions.map((one) => sharp(storage.path(one.file)).metadata()),
    );
    await send(`/admin/media/${media.id}/restore`);
    await site.work();
    const restored = (await findMedia(db, media.id))!;

    expect([answer.status, answer.headers.location]).toEqual([303, `/admin/media/${media.id}/edit`]);
    expect(edited).toMatchObject({ file: media.file, version: 2, status: 'ready' });
    expect([edited.width, edited.height]).toEqual(size);
    expect(shown).toBe(seen);
    expect(edited.renditions.map(({ width, height }) => [width, height])).toEqual(
      smalls.map(({ width, height }) => [width, height]),
    );
    expect(restored).toMatchObject({ file: media.file, version: 3, width: 400, original_file: null });
    expect(fs.readFileSync(storage.path(media.file!)).equals(before)).toBe(true);
    expect(new Set(filesIn(site).filter((name) => name.startsWith(media.file!.replace('.png', ''))))).toEqual(
      new Set([media.file, ...restored.renditions.map(({ file }) => file)]),
    );
  },
);

test('edits follow one another; the first original is the one that is kept', async () => {
  const media = await hasPicture();

  await send(`/admin/media/${media.id}/edit`, { act: 'crop', x: 0, y: 0, width: 200, height: 200 });
  await send(`/admin/media/${media.id}/edit`, { act: 'rotate-right' });
  await site.work();
  const edited = (await findMedia(db, media.id))!;

  expect(edited).toMatchObject({ version: 3, width: 200, height: 200 });
  expect(await corners(storage.path(edited.file!))).toBe('blue red blue red');
  expect(await corners(storage.path(edited.original_file!))).toBe('red green blue white');
});

test('a photo that came lying on its side is cropped as it is shown', async () => {
  const body = await (await quarters()).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
  const { id } = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name: 'lying.jpg', body, source: 'library', uploaded_by: editor.id }),
  );

  await send(`/admin/media/${id}/edit`, { act: 'crop', x: 0, y: 0, width: 100, height: 200 });
  await site.work();
  const edited = (await findMedia(db, id))!;

  expect([edited.width, edited.height]).toEqual([100, 200]);
  expect(await corners(storage.path(edited.file!))).toBe('blue blue blue blue');
});

test.each([
  [
    'beyond the picture',
    { act: 'crop', x: 300, y: 0, width: 200, height: 100 },
    'reaches beyond the picture',
  ],
  ['nothing', { act: 'crop', x: 0, y: 0, width: 0, height: 10 }, 'a width and a height'],
  ['no number', { act: 'crop', x: '1e2', y: 0, width: 5, height: 5 }, 'whole numbers of pixels'],
  ['negative', { act: 'crop', x: -1, y: 0, width: 5, height: 5 }, 'whole numbers of pixels'],
  ['larger', { act: 'scale', scale_width: 500 }, 'Pictures are only made smaller'],
  ['no deed', { act: 'constructor' }, 'choose what to do'],
])('%s is refused in words, with what was typed', async (_what, fields, reason) => {
  const media = await hasPicture();

  const answer = await send(`/admin/media/${media.id}/edit`, fields);

  expect(answer.status).toBe(400);
  expect(answer.text).toContain(reason);
  if ('x' in fields) expect(answer.text).toMatch(new RegExp(`name="x"[^>]*value="${fields.x}"`, 's'));
  expect(await findMedia(db, media.id)).toMatchObject({ version: 1, width: 400 });
});

test('what moves, or is no picture, is not edited; nor what is somebody else’s', async () => {
  const document = await has('paper.pdf', pdf);
  const frame = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .raw()
    .toBuffer();
  const other = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'blue' } })
    .raw()
    .toBuffer();
  const moving = await sharp(Buffer.concat([frame, other]), {
    raw: { width: 20, height: 40, channels: 3, pageHeight: 20 },
  })
    .gif()
    .toBuffer();
  const animation = await has('moving.gif', moving);
  const still = await has('still.gif', gif);
  const author = await site.signIn(await site.hasUser({ role: 'author' }));
  const turn = (id: number, who = agent) =>
    who.post(`/admin/media/${id}/edit`).type('form').send({ act: 'rotate-left' });

  const answers = [await turn(document.id), await turn(animation.id), await turn(still.id, author)];
  const done = await turn(still.id);

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 403]);
  expect(answers[1]!.text).toContain('This picture moves');
  expect(done.status).toBe(303);
});

test('two edits at once: one is done, the other is told', async () => {
  const media = await hasPicture();

  const answers = await Promise.all(
    ['rotate-left', 'rotate-right'].map((act) =>
      send(`/admin/media/${media.id}/edit`, { act, version: media.version }),
    ),
  );
  const late = await send(`/admin/media/${media.id}/edit`, { act: 'rotate-left', version: media.version });
  await site.work();

  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  expect(late.text).toContain('Somebody else has changed this file meanwhile');
  expect(await findMedia(db, media.id)).toMatchObject({ version: 2, width: 200, height: 400 });
});

test('posts show the edited picture in its new shape, and old addresses of sizes lead to it', async () => {
  const media = await has('wide.png', await (await quarters(1600, 800)).png().toBuffer());
  const file = await agent.get(`/admin/media/${media.id}`);
  const markup = /<textarea id="markup"[^>]*>([^<]+)</
    .exec(file.text)![1]!
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"');
  await send('/admin/posts/save', { title: 'Herons', content: markup, act: 'publish' });
  const post = await db('posts').where({ title: 'Herons' }).first();
  const old = /src="([^"]+)"/.exec(post.html)![1]!;

  await send(`/admin/media/${media.id}/edit`, { act: 'rotate-left' });
  await site.work();
  const { html, media_ids } = await db('posts').where({ id: post.id }).first();
  const src = /src="([^"]+)"/.exec(html)![1]!;
  const picture = await site.request.get(src);
  const moved = await site.request.get(old);

  expect(old).toMatch(/-1024x512\.webp$/);
  expect(media_ids).toEqual([media.id]);
  expect(html).toMatch(/<img [^>]*width="800"[^>]*height="1600"|<img [^>]*height="1600"[^>]*width="800"/);
  expect(html).not.toContain('-1024x512');
  expect(picture.status).toBe(200);
  expect(await corners(picture.body)).toBe('green white red blue');
  expect([moved.status, moved.headers.location]).toEqual([302, expect.stringContaining('/uploads/')]);
  expect((await site.request.get(moved.headers.location!)).status).toBe(200);
  expect((await site.request.get(old.replace('1024x512', '1023x512').replace('.webp', '.png'))).status).toBe(
    404,
  );
});

test('what was cropped away is nobody’s but the editors’', async () => {
  const media = await hasPicture();
  await send(`/admin/media/${media.id}/edit`, { act: 'crop', x: 0, y: 0, width: 100, height: 100 });
  await site.work();
  const { original_file } = (await findMedia(db, media.id))!;

  const stranger = await site.request.get(`/uploads/${original_file}`);
  const trusted = await agent.get(`/uploads/${original_file}`);

  expect(stranger.status).toBe(404);
  expect([trusted.status, trusted.type]).toEqual([200, 'image/png']);
  expect(trusted.headers['cache-control']).toBe('private, no-store, no-transform');
});
