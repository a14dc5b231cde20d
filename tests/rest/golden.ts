// tests/rest/golden.ts: recorded requests to a WordPress, asked again here on the same content, and compared: status, headers, shape, values.
import fs from 'node:fs';
import path from 'node:path';
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import { general } from '../../src/base/settings/general.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import { permalinks, reading } from '../../src/posts/settings.ts';
import { startBlog, type TestBlog } from '../blog.ts';

/** Where the recorded site stood; ours says it stands there too, so that addresses are the same. */
const recordedUrl = 'http://127.0.0.1:18086';
const folder = path.join(import.meta.dirname, 'recorded');

export interface Recorded {
  name: string;
  method: string;
  path: string;
  as: 'nobody' | 'wrong' | 'admin' | 'author' | 'subscriber';
  headers?: Record<string, string>;
  body?: string;
  /** A body of bytes, in base64. */
  bytes?: string;
  /** A body that was sent there just before, whose answer was not kept. */
  before?: string;
  status: number;
  answered: Record<string, string>;
  /** Of a list that is kept in part: the ids of all its items. */
  ids?: unknown[];
  answer: unknown;
}

/** What differs in one request; all empty when nothing does. */
export interface Difference {
  name: string;
  status: string[];
  headers: string[];
  shape: string[];
  values: string[];
}

/** The requests of a family: `rest`, `rest-auth`, `rest-errors`, `rest-write`. */
export const recorded = (family: string): Recorded[] =>
  JSON.parse(fs.readFileSync(path.join(folder, `${family}.json`), 'utf8')) as Recorded[];

/** A blog with the content and the settings of the recorded site. */
export async function startRecordedSite(): Promise<{
  site: TestBlog;
  ask: (one: Recorded) => Promise<Answer>;
}> {
  const site = await startBlog({ SITE_URL: recordedUrl });
  const { blog } = site;
  await saveSettings(blog.db, general, {
    blogname: 'Golden Blog',
    blogdescription: 'Reference output',
    timezone_string: 'Europe/Paris',
    admin_email: 'admin@example.com',
    WPLANG: 'en-US',
  });
  await saveSettings(blog.db, reading, { posts_per_page: 5 });
  await saveSettings(blog.db, permalinks, { permalink_structure: '/%year%/%monthnum%/%day%/%postname%/' });
  await importWxr(blog, { open: () => fs.createReadStream(path.join(folder, 'site.xml')) });
  const secrets = await passwordsOf(site);
  const made = new Map<string, string>();
  return {
    site,
    ask: async (one) => {
      const here = {
        ...one,
        path: withIds(one.path, made),
        ...(one.body && { body: withIds(one.body, made) }),
      };
      if (one.before) await askAgain(site, secrets, { ...here, body: withIds(one.before, made) });
      const answer = await askAgain(site, secrets, here);
      // What is made here gets another number than there; later requests ask for it.
      if (one.status === 201 && answer.status === 201)
        made.set(String(idOf(one.answer)), String(idOf(answer.body)));
      return { ...answer, wanted: JSON.parse(withIds(JSON.stringify(one.answer), made)) as unknown };
    },
  };
}

const idOf = (body: unknown): unknown => (body as { id?: unknown }).id;

/** A text with the numbers of what was made here instead of those that were recorded. */
function withIds(text: string, made: Map<string, string>): string {
  let changed = text;
  for (const [from, to] of made)
    changed = changed.replaceAll(
      new RegExp(String.raw`(/|=|post-|comment-|"id":|"parent":|"post":)${from}(?=\D|$)`, 'g'),
      `$1${to}`,
    );
  return changed;
}

async function passwordsOf({ blog, hasUser }: TestBlog): Promise<Record<string, [string, string]>> {
  const users = await blog.db('users').orderBy('id');
  const roles = { admin: 'administrator', author: 'author', subscriber: 'subscriber' } as const;
  const secrets: Record<string, [string, string]> = { wrong: ['admin', 'wrong'] };
  for (const [name, role] of Object.entries(roles)) {
    const known = users.find(({ login }) => login === name);
    const user = known ?? (await hasUser({ login: name, role }));
    await blog.db('users').where({ id: user.id }).update({ role });
    secrets[name] = [user.login, await makeApplicationPassword(blog, { ...user, role }, 'Test')];
  }
  return secrets;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** What was recorded, with the numbers of here. */
  wanted?: unknown;
}

async function askAgain(
  site: TestBlog,
  secrets: Record<string, [string, string]>,
  { method, path: asked, as, headers = {}, body, bytes }: Recorded,
): Promise<Answer> {
  const request = site.request[method.toLowerCase() as 'get'](asked).set(headers);
  if (secrets[as]) void request.auth(...secrets[as]);
  const sent = bytes ? Buffer.from(bytes, 'base64') : body;
  const answer = await (sent ? request.send(sent) : request);
  const text = answer.text.replace(/^\/\*\*\/\w+\((.*)\)$/s, '$1');
  return { status: answer.status, headers: answer.headers as Record<string, string>, body: JSON.parse(text) };
}

/** Compares what was recorded with what is answered here. */
export function compare(one: Recorded, answer: Answer): Difference {
  const here =
    Array.isArray(answer.body) && Array.isArray(one.answer) ? answer.body.slice(0, 3) : answer.body;
  const wanted = leavesOf(answer.wanted ?? one.answer);
  const given = leavesOf(here);
  const kinds = (leaves: Map<string, unknown>) =>
    new Set([...leaves].map(([at, value]) => `${anyItem(at)} ${kindOf(value)}`));
  const [wantedKinds, givenKinds] = [kinds(wanted), kinds(given)];
  // OPTIONS and the indexes may say more than was recorded: their words, further parameters.
  const saysMore =
    one.method === 'OPTIONS' || one.path.endsWith('oembed/1.0') || one.path.endsWith('rest_route=/');
  const shape = [
    ...[...wantedKinds].filter((kind) => !givenKinds.has(kind)).map((kind) => `- ${kind}`),
    ...[...givenKinds].filter((kind) => !saysMore && !wantedKinds.has(kind)).map((kind) => `+ ${kind}`),
  ];
  const values = [...wanted].flatMap(([at, value]) =>
    given.has(at) && plain(given.get(at)) !== plain(value)
      ? [`${at}: ${plain(value)} | ${plain(given.get(at))}`]
      : [],
  );
  const ids =
    one.ids && Array.isArray(answer.body)
      ? answer.body.map((item: { id?: unknown }) => item.id ?? null)
      : undefined;
  if (ids && JSON.stringify(ids) !== JSON.stringify(one.ids))
    values.unshift(`ids: ${JSON.stringify(one.ids)} | ${JSON.stringify(ids)}`);
  const headers = Object.entries(one.answered).flatMap(([name, value]) =>
    sameHeader(name, value, answer.headers[name])
      ? []
      : [`${name}: ${value} | ${answer.headers[name] ?? ''}`],
  );
  const status = one.status === answer.status ? [] : [`${one.status} | ${answer.status}`];
  return { name: one.name, status, headers, shape, values };
}

const sameHeader = (name: string, wanted: string, given = ''): boolean => {
  const parts = (text: string) => text.toLowerCase().replaceAll('"', '').split(/,\s*/).toSorted();
  if (name === 'link')
    return parts(wanted).every((part) =>
      given
        .toLowerCase()
        .replaceAll('"', '')
        .includes(part.replace(/.*(;\s*rel=)/, '$1')),
    );
  return parts(wanted).join() === parts(given).join();
};

/** Every value of an answer by its path: `0.title.rendered`. */
function leavesOf(value: unknown, at = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[at, value]]);
  const entries = Object.entries(value);
  if (!entries.length) return new Map([[at, value]]);
  return new Map(entries.flatMap(([name, held]) => [...leavesOf(held, at ? `${at}.${name}` : name)]));
}

/** Numbers of items do not matter for the shape. */
const anyItem = (at: string): string => at.replaceAll(/(^|\.)\d+(?=\.|$)/g, '$1*');

const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value);

/** As readers see it: without marks of HTML, and with its characters. */
const plain = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value))
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .replaceAll('&hellip;', '…')
    .replaceAll(/\s+/g, ' ')
    .trim();
