// first-run.ts: while nobody administers the site: makes the first administrator, or the link to the set-up page.
import { hasAdministrator } from './accounts/queries.ts';
import { makeSetupToken } from './accounts/setup-token.ts';
import { isHttpError, startError } from './base/errors.ts';
import type { Blog } from './blog.ts';
import { setUp } from './setup/set-up.ts';

/**
 * The set-up link to print; undefined when somebody administers the site, or SETUP_… has just named that person.
 * @throws Error with one line when the SETUP_… variables do not make a user
 */
export async function firstRun(blog: Blog): Promise<string | undefined> {
  if (await hasAdministrator(blog.db)) return undefined;
  const { SETUP_TITLE, SETUP_USER, SETUP_EMAIL, SETUP_PASSWORD } = blog.config;
  if (!SETUP_USER || !SETUP_EMAIL || !SETUP_PASSWORD)
    return `${blog.url}/setup?token=${await makeSetupToken(blog)}`;
  await setUp(blog, {
    blogname: SETUP_TITLE ?? '',
    login: SETUP_USER,
    email: SETUP_EMAIL,
    password: SETUP_PASSWORD,
  }).catch(explain);
  return undefined;
}

function explain(error: unknown): void {
  if (!isHttpError(error)) throw error;
  // Another process, started at the same moment, has done it.
  if (error.status === 409) return;
  const variables: Record<string, string> = {
    login: 'SETUP_USER',
    email: 'SETUP_EMAIL',
    password: 'SETUP_PASSWORD',
  };
  const [[field, problem] = ['login', error.message]] = Object.entries(error.fields);
  throw startError(`${variables[field] ?? field}: ${problem}`);
}
