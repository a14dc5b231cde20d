// tests/accounts/role-kit.ts: what is needed to try one verb of the admin as each role.
import sharp from 'sharp';
import { expect } from 'vitest';
import type { Role, User } from '../../src/accounts/user.ts';
import type { Post } from '../../src/posts/post.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();
const { db } = site.blog;
export const stranger = await site.hasUser({ role: 'editor', login: 'stranger' });
export const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#567' } })
  .png()
  .toBuffer();
let number = 0;
/** Another number each time. */
export const next = (): number => (number += 1);

export interface Kit {
  user: User;
  get: (path: string) => Promise<Answer>;
  send: (path: string, fields?: object) => Promise<Answer>;
  agent: Awaited<ReturnType<typeof site.signIn>>;
}
export interface Answer {
  status: number;
  text: string;
}

const has = (post: Partial<Post>) => site.hasPost({ slug: `role-${next()}`, ...post });
export const others = (post: Partial<Post> = {}) => has({ author_id: stranger.id, ...post });
export const own = ({ user }: Kit, post: Partial<Post> = {}) => has({ author_id: user.id, ...post });
export const commentOn = async (post: Post) => site.hasComment({ post_id: post.id, status: 'hold' });
export const person = (role: Role = 'subscriber') => site.hasUser({ role, login: `person${next()}` });
export const words = { title: 'T', content: 'C' };
export const profile = ({ email, display_name }: User) => ({ email, display_name });

export async function file({ agent, user }: Kit, uploaded_by: number | null): Promise<string> {
  const uploader = uploaded_by === user.id ? agent : await site.signIn(stranger);
  await uploader.post('/admin/media/upload').attach('files', picture, `picture${next()}.png`);
  const { id } = await db('media').orderBy('id', 'desc').first('id');
  await db('media').where({ id }).update({ uploaded_by });
  return `/admin/media/${id}`;
}

export async function term(): Promise<string> {
  const name = `Term ${next()}`;
  const [row] = await db('terms')
    .insert({ taxonomy: 'category', name, slug: name.toLowerCase().replace(' ', '-') })
    .returning('id');
  return `/admin/categories/${row.id}`;
}

// Who may: A administrator, E editor, W author (who writes and publishes), C contributor, S subscriber.
export const letters: Record<Role, string> = {
  administrator: 'A',
  editor: 'E',
  author: 'W',
  contributor: 'C',
  subscriber: 'S',
};
export type Row = [what: string, who: string, attempt: (kit: Kit) => Promise<Answer>];

export const post = (status: Post['status'], extra: Partial<Post> = {}) => ({ status, ...extra });
export const binned = post('trash', { former_status: 'publish' });
export const screen = ({ type, id }: Post) => `/admin/${type === 'page' ? 'pages' : 'posts'}/${id}`;
export const of = ({ id }: User) => `/admin/users/${id}`;
export const moderate = ({ send }: Kit, what: string, { id }: { id: number }, fields: object = {}) =>
  send(`/admin/comments/${id}/${what}`, fields);
export const deletes = async ({ send }: Kit, path: string) => {
  const id = path.split('/').at(-1);
  const answer = await send('/admin/media/delete', { ids: id });
  // Files that may not be deleted stay, and it is told.
  const stays = await db('media').where({ id }).first('id');
  return stays ? { ...answer, status: 403 } : answer;
};

export async function kitOf(role: Role): Promise<Kit> {
  const user = await site.hasUser({ role });
  const agent = await site.signIn(user);
  const send = (path: string, fields: object = {}) => agent.post(path).type('form').send(fields);
  return { user, agent, get: (path) => agent.get(path), send };
}

/** Tries every row as this role: done where its letter stands, refused elsewhere. */
export async function expectAsTold(table: Row[], role: Role): Promise<void> {
  const kit = await kitOf(role);

  const outcomes: Record<string, string> = {};
  for (const [what, , attempt] of table) outcomes[what] = outcomeOf((await attempt(kit)).status);

  const isAllowed = (who: string) => (who.includes(letters[role]) ? 'done' : 'refused');
  expect(outcomes).toEqual(Object.fromEntries(table.map(([what, who]) => [what, isAllowed(who)])));
}

function outcomeOf(status: number): string {
  if ([200, 201, 302, 303].includes(status)) return 'done';
  return status === 403 ? 'refused' : String(status);
}
