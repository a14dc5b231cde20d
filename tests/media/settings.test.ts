// tests/media/settings.test.ts: Settings → Media: each option does what it says.
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { saveSettings } from '../../src/base/settings/settings.ts';
import type { Media, Rendition } from '../../src/media/media.ts';
import { mediaSettings } from '../../src/media/settings.ts';
import { sweepFiles } from '../../src/media/sweep.ts';
import { box, filesIn } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db, storage } = site.blog;
const admin = await site.signIn(await site.hasUser({ role: 'administrator' }));
const editor = await site.signIn(await site.hasUser({ role: 'editor' }));
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } });
const wide = await picture(1600, 800).png().toBuffer();
const screen = '/admin/settings/media';

beforeEach(async () => {
  await db('media').delete();
  await saveSettings(db, mediaSettings, mediaSettings.parse({}));
});

/** Makes the file system believe that files are old: its own clock is not ours to move. */
async function sweepLater(): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + 2 * 3_600_000;
  await sweepFiles(site.blog).finally(() => (Date.now = now));
}

/** What the screen sends when nothing on it was touched, with some fields changed; undefined: not ticked. */
async function save(changes: Record<string, string | undefined>, agent = admin) {
  const ticked = { thumbnail_crop: '1', strip_metadata: '1', uploads_use_yearmonth_folders: '1' };
  const { thumbnail_size_w, thumbnail_size_h, medium_size_w, medium_size_h, large_size_w, large_size_h } =
    mediaSettings.parse({});
  const numbers = {
    thumbnail_size_w,
    thumbnail_size_h,
    medium_size_w,
    medium_size_h,
    large_size_w,
    large_size_h,
  };
  const all = Object.entries({ ...numbers, ...ticked, ...changes }).filter(
    ([, value]) => value !== undefined,
  );
  return agent.post(screen).type('form').send(Object.fromEntries(all));
}

async function upload(name: string, body: Buffer): Promise<Media> {
  const { id } = (await admin.post('/admin/media/upload').accept('json').attach('files', body, name)).body;
  return db('media').where({ id }).first();
}

async function sizes(id?: number): Promise<string[]> {
  await site.work();
  const { renditions } = await (id ? db('media').where({ id }) : db('media')).first();
  return renditions.map(({ name, width, height }: Rendition) => `${name} ${width}x${height}`);
}

test('sizes follow their numbers: a crop or not, one side unbounded, or not made', async () => {
  await save({ thumbnail_size_w: '200', thumbnail_size_h: '100', medium_size_w: '0', medium_size_h: '220' });
  await upload('wide.png', wide);
  const changed = await sizes();
  await db('media').delete();
  await save({ thumbnail_crop: undefined, large_size_w: '0', large_size_h: '0' });
  await upload('wide.png', wide);
  const whole = await sizes();

  expect(changed).toEqual([
    'thumbnail 200x100',
    'medium 440x220',
    'medium_large 768x384',
    'large 1024x512',
    '1536x1536 1536x768',
  ]);
  expect(whole).toEqual(['thumbnail 150x75', 'medium 300x150', 'medium_large 768x384', '1536x1536 1536x768']);
});

test('a number that is none comes back with its reason; editors do not come here', async () => {
  const answer = await save({ medium_size_w: '90000' });
  const shown = await admin.get(screen);
  const refused = await save({}, editor);

  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(/id="medium_size_w-problem"/);
  expect(answer.text).toContain('value="90000"');
  expect(shown.text).toMatch(/id="medium_size_w"[^>]*value="300"/);
  expect(refused.status).toBe(403);
  expect((await editor.post(`${screen}/regenerate`)).status).toBe(403);
});

test('all sizes are made anew at a press; posts follow, and old addresses lead on', async () => {
  const media = await upload('wide.png', wide);
  await site.work();
  const before: Rendition[] = (await db('media').first()).renditions;
  const old = before.find(({ name }) => name === 'large')!;
  await admin
    .post('/admin/posts/save')
    .type('form')
    .send({ title: 'Bay', content: `<img src="/uploads/${old.file}" alt="Bay">`, act: 'publish' });

  await save({ large_size_w: '900', large_size_h: '900' });
  const answer = await admin.post(`${screen}/regenerate`);
  const made = await sizes(media.id);
  const { html, media_ids } = await db('posts').where({ title: 'Bay' }).first();
  const src = /src="([^"]+)"/.exec(html)![1]!;
  const moved = await site.request.get(`/uploads/${old.file}`);

  expect(answer.status).toBe(303);
  expect(made).toContain('large 900x450');
  expect(made).not.toContain('large 1024x512');
  expect(fs.existsSync(storage.path(old.file))).toBe(false);
  expect(media_ids).toEqual([media.id]);
  expect(src).not.toContain('1024x512');
  expect((await site.request.get(src)).status).toBe(200);
  expect(moved.status).toBe(302);
  expect((await site.request.get(moved.headers.location!)).status).toBe(200);
  expect((await site.request.get(`/uploads/${old.file.replace('1024x512', '1023x512')}`)).status).toBe(404);
});

const photo = async (orientation: number) =>
  picture(400, 200)
    .withIccProfile('p3')
    .withExif({
      IFD0: { Model: 'MyCamera', Orientation: String(orientation) },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 8/1 0/1' },
    })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();

test('what a photo tells goes, unless the owner keeps it; colours and the right way up stay', async () => {
  const stripped = await upload('a.jpg', await photo(6));
  await site.work();
  await save({ strip_metadata: undefined });
  const kept = await upload('b.jpg', await photo(1));
  const turned = await upload('c.jpg', await photo(6));
  const trailing = await upload('d.jpg', Buffer.concat([await photo(1), Buffer.from('<script>1</script>')]));
  await site.work();
  const bytes = [stripped, kept, turned, trailing].map(({ file }) => fs.readFileSync(storage.path(file!)));
  const told = await Promise.all(bytes.map((one) => sharp(one).metadata()));

  expect(bytes.map((one) => one.includes('MyCamera'))).toEqual([false, true, true, true]);
  expect(told.map(({ hasProfile }) => hasProfile)).toEqual([true, true, true, true]);
  expect(told.map(({ autoOrient }) => [autoOrient.width, autoOrient.height])).toEqual([
    [200, 400],
    [400, 200],
    [200, 400],
    [400, 200],
  ]);
  expect(told[2]!.orientation ?? 1).toBe(1);
  expect(bytes[3]!.includes('<script>')).toBe(false);
  const { renditions } = await db('media').where({ id: kept.id }).first();
  for (const { file } of renditions as Rendition[])
    expect(fs.readFileSync(storage.path(file)).includes('MyCamera')).toBe(false);
});

test('so does what a film tells, and never what a reader sends', async () => {
  const film = Buffer.concat([
    box('ftyp', 'isom\0\0\x02\0isomiso2mp41'),
    box('moov', box('udta', box('©xyz', '\0\x10\x15\xc7+48.1374+011.5755/'))),
  ]);
  const stripped = await upload('a.mp4', film);
  await save({ strip_metadata: undefined });
  const kept = await upload('b.mp4', film);
  const post = await site.hasPost();
  await admin
    .post('/comments')
    .field('comment_post_ID', String(post.id))
    .field('comment', 'A film')
    .attach('attachment', film, 'c.mp4');
  await site.work();
  const ofReader = await db('media').where({ source: 'comment' }).first();

  const tells = ({ file }: Media) => fs.readFileSync(storage.path(file!)).includes('+48.1374');
  expect([stripped, kept, ofReader].map(tells)).toEqual([false, true, false]);
});

test('files lie in folders by month, or in none; both are served, swept and deleted', async () => {
  const inMonth = await upload('a.png', wide);
  await save({ uploads_use_yearmonth_folders: undefined });
  const flat = await upload('b.png', wide);
  await site.work();
  const stray = `${'a'.repeat(26)}.png`;
  fs.writeFileSync(path.join(storage.folder, stray), 'x');
  fs.writeFileSync(path.join(storage.folder, 'robots.png'), 'x');

  const served = await Promise.all([inMonth, flat].map(({ file }) => site.request.get(`/uploads/${file}`)));
  await sweepLater();
  const swept = filesIn(site);
  await admin.post('/admin/media/delete').type('form').send({ ids: flat.id });
  await site.work();

  expect(inMonth.file).toMatch(/^2026\/08\/a(-\d)?\.png$/);
  expect(flat.file).toBe('b.png');
  expect(served.map(({ status }) => status)).toEqual([200, 200]);
  expect(swept).toEqual(expect.arrayContaining([inMonth.file, flat.file, 'robots.png']));
  expect(swept.filter((name) => /^b[.-]/.test(name))).toHaveLength(6);
  expect(swept).not.toContain(stray);
  expect(filesIn(site).filter((name) => /^b[.-]/.test(name))).toEqual([]);
});
