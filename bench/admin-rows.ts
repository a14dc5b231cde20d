// bench/admin-rows.ts: what `npm run bench -- admin` measures: lists, editor and save, one request after another.
import { hashPassword } from '../src/accounts/passwords/password.ts';
import type { Database } from '../src/base/database/database.ts';
import { type Sent, send } from './load.ts';
import type { Row } from './rows.ts';

const word = 'only for the bench here';

/** Lets the bench's own author sign in; the corpus must be there. */
export async function givePassword(db: Database): Promise<void> {
  await db('users')
    .where({ login: 'bench' })
    .update({ password_hash: await hashPassword(word) });
}

/** Signs in; what it gives puts the session into a request. */
export async function signIn(address: string): Promise<(sent: Sent) => Sent> {
  const { headers } = await send(address, {
    ...form('/login', { log: 'bench', pwd: word }),
  });
  const Cookie = (headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
  return (sent) => ({ ...sent, headers: { ...sent.headers, Cookie } });
}

/** The rows, with the session in each request. */
export async function adminRows(address: string, posts: number): Promise<Row[]> {
  const withSession = await signIn(address);
  const screen = (name: string, path: string): Row => ({
    name,
    request: () => withSession({ path: `/admin${path}` }),
    status: 200,
    bare_status: 200,
    count: 20,
    at_once: 1,
  });
  let saved = 0;
  const save = () => {
    saved += 1;
    // Another post each time; the marked ones are left alone.
    const id = 100_000 + 4 + ((saved * 7) % (posts - 4));
    const title = `Bench ${id}, again`;
    const fields = {
      act: 'publish',
      title,
      content: paragraph.repeat(8),
      tags: 'harbour, wind',
      categories: '1',
    };
    return withSession(form(`/admin/posts/${id}/save`, fields));
  };
  return [
    screen('list of posts', '/posts'),
    screen('the same, page 4,000', '/posts?page=4000'),
    screen('the same, most comments first', '/posts?orderby=comments&order=desc'),
    screen('the same, by title', '/posts?orderby=title&order=asc'),
    screen('the same, one category', '/posts?category=1'),
    screen('the same, a search', '/posts?s=harbour'),
    screen('list of comments', '/comments'),
    screen('list of categories', '/categories'),
    screen('dashboard', '/'),
    screen('editor, a new post', '/posts/new'),
    screen('editor, a post', '/posts/100500'),
    { name: 'save', request: save, status: 303, bare_status: 303, count: 20, at_once: 1 },
  ];
}

function form(path: string, fields: Record<string, string>): Sent {
  return {
    path,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

const paragraph =
  'Wind was in the wires again, and nobody who walked down to the harbour spoke of anything else.\n\n';
