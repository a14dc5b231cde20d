// tests/media/rights.test.ts: who may do what with files: others' files, files of comments, posters of embeds.
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../src/base/database/database.ts';
import type { Role } from '../../src/accounts/user.ts';
import { storeBytes } from '../../src/media/store.ts';
import type { Media } from '../../src/media/media.ts';
import { filesIn, gif, pdf, png } from '../attachments/files.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const { db } = site.blog;
const author = await site.hasUser({ role: 'author' });
const asAuthor = await site.signIn(author);
const as = async (role: Role) => site.signIn(await site.hasUser({ role }));
const asEditor = await as('editor');
const asContributor = await as('contributor');

beforeEach(() => db('media').delete());

async function has(name: string, more: Partial<Media> = {}, body = png): Promise<Media> {
  const media = await inTransaction(site.blog, (blog) =>
    storeBytes(blog, { name, body, source: 'library', uploaded_by: author.id, ...more }),
  );
  await site.work();
  return media;
}

type Agent = Awaited<ReturnType<typeof as>>;

/** What each thing that can be done with a file answers. */
async function tried(agent: Agent, { id }: Media): Promise<number[]> {
  const answers = [
    await agent.get(`/admin/media/${id}`),
    await agent.get(`/admin/media/${id}/edit`),
    await agent.post(`/admin/media/${id}/save`).type('form').send({ alternative_text: 'Mine' }),
    await agent.post(`/admin/media/${id}/edit`).type('form').send({ act: 'rotate-left' }),
    await agent.post(`/admin/media/${id}/restore`),
    await agent.post(`/admin/media/${id}/regenerate`),
    await agent.post(`/admin/media/${id}/replace`).attach('file', png, 'other.png'),
    await agent.get(`/admin/media/delete?ids=${id}`),
  ];
  await agent.post('/admin/media/delete').type('form').send({ ids: id });
  await site.work();
  return answers.map(({ status }) => status);
}

test('contributors have no library; authors touch nothing of others', async () => {
  const own = await has('own.png');
  const other = await has('other.png', { uploaded_by: null });
  const before = await db('media').where({ id: other.id }).first();

  const byContributor = await tried(asContributor, own);
  const byAuthor = await tried(asAuthor, other);
  const ofOwn = await tried(asAuthor, own);

  expect(byContributor).toEqual(Array(8).fill(403));
  expect(byAuthor).toEqual([...Array(7).fill(403), 303]);
  expect(await db('media').where({ id: other.id }).first()).toEqual(before);
  expect(ofOwn).toEqual([200, 200, 303, 303, 303, 303, 303, 200]);
  expect(await db('media').where({ id: own.id })).toEqual([]);
});

test('what came with a comment is a moderator’s matter, also when its writer works here', async () => {
  const file = await has('approved.png', { source: 'comment' });

  const byAuthor = await tried(asAuthor, file);
  const kept = await db('media').where({ id: file.id }).first();
  const byEditor = await tried(asEditor, file);

  expect(byAuthor).toEqual([...Array(7).fill(403), 303]);
  expect(kept).toMatchObject({ version: 1, alternative_text: '' });
  expect(byEditor).toEqual([200, 200, 303, 303, 303, 303, 303, 200]);
  expect(await db('media').where({ id: file.id })).toEqual([]);
});

test('the poster of an embed is neither replaced nor deleted', async () => {
  const poster = await has('poster.png', { source: 'embed', uploaded_by: null });

  const replaced = await asEditor.post(`/admin/media/${poster.id}/replace`).attach('file', png, 'x.png');
  await asEditor.post('/admin/media/delete').type('form').send({ ids: poster.id });

  expect(replaced.status).toBe(400);
  expect(await db('media').first()).toMatchObject({ id: poster.id, version: 1 });
});

test('a file that was sent in vain leaves nothing behind', async () => {
  const other = await has('other.pdf', { uploaded_by: null }, pdf);
  const own = await has('own.pdf', {}, pdf);
  const before = filesIn(site);

  const forbidden = await asAuthor.post(`/admin/media/${other.id}/replace`).attach('file', pdf, 'new.pdf');
  const wrong = await asAuthor.post(`/admin/media/${own.id}/replace`).attach('file', gif, 'new.gif');

  expect([forbidden.status, wrong.status]).toEqual([403, 303]);
  expect(await db('waiting_files').pluck('name')).toEqual([]);
  expect(filesIn(site)).toEqual(before);
});

test('a size from before an edit is shown to nobody, not even before the new ones are made', async () => {
  const wide = await has('wide.png', {}, await sharp(png).resize(700, 400).png().toBuffer());
  const { renditions } = await db('media').where({ id: wide.id }).first();
  const old = `/uploads/${renditions.find(({ name }: { name: string }) => name === 'medium').file}`;
  const shown = await site.request.get(old);

  await asAuthor
    .post(`/admin/media/${wide.id}/edit`)
    .type('form')
    .send({ act: 'crop', x: 0, y: 0, width: 90, height: 90 });
  const early = await site.request.get(old);

  expect(shown.status).toBe(200);
  expect([early.status, early.headers.location]).toEqual([302, `/uploads/${wide.file}?v=2`]);
});
