// tests/accounts/password-routes.ts: setting a password by a letter's link, and signing in with it, as a stranger does.
import type { TestBlog } from '../blog.ts';

export const passwordRoutes = ({ request }: Pick<TestBlog, 'request'>) => ({
  /** Sends the form that a letter's link leads to. */
  setPassword: (link: string, password: string) =>
    request
      .post('/reset-password')
      .type('form')
      .send({ ...Object.fromEntries(new URL(link).searchParams), password }),
  /** The status that signing in is answered with. */
  signIn: async (log: string, pwd: string) =>
    (await request.post('/login').type('form').send({ log, pwd })).status,
});
