// tests/rest/client.ts: programs that ask the REST API in somebody's name.
import { makeApplicationPassword } from '../../src/accounts/application-passwords/application-password.ts';
import type { User } from '../../src/accounts/user.ts';
import type { TestBlog } from '../blog.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options';

/** Asks in a user's name, or in nobody's; `path` stands below /wp-json. */
export type Ask = (method: Method, path: string, body?: object) => ReturnType<TestBlog['request']['get']>;

export const asNobody =
  (site: TestBlog): Ask =>
  (method, path, body) => {
    const asked = site.request[method](`/wp-json${path}`);
    return body ? asked.send(body) : asked;
  };

/** With an application password of their own. */
export async function asUser(site: TestBlog, user: User): Promise<Ask> {
  const secret = await makeApplicationPassword(site.blog, user, 'Program');
  return (method, path, body) => asNobody(site)(method, path, body).auth(user.login, secret);
}

/** Status and code of a refusal. */
export const refusalOf = ({ status, body }: { status: number; body: { code?: string } }) => [
  status,
  body.code,
];
