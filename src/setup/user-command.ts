// setup/user-command.ts: `user create`, `user password` and `user two-factor-off` on the command line.
import crypto from 'node:crypto';
import { parseArgs } from 'node:util';
import { createUser, isRole, passwordProblem } from '../accounts/users/create-user.ts';
import { findUserByName, hasAdministrator } from '../accounts/queries.ts';
import { setPassword } from '../accounts/passwords/set-password.ts';
import { endTwoFactor } from '../accounts/two-factor/set-two-factor.ts';
import { roles } from '../accounts/user.ts';
import { isHttpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { setUp } from './set-up.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

export const userCommand: Command = {
  usage: `create LOGIN EMAIL [--role ${roles.join('|')}] [--name NAME] [--password-stdin] | password LOGIN [--password-stdin] | two-factor-off LOGIN`,
  async run(blog, args) {
    try {
      return await userWords(blog, args);
    } catch (error) {
      const isOurs = isHttpError(error) || (error instanceof TypeError && 'code' in error);
      if (!isOurs) throw error;
      say((error as Error).message);
      return 1;
    }
  },
};

async function userWords(blog: Blog, args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: 'string', default: 'administrator' },
      name: { type: 'string', default: '' },
      'password-stdin': { type: 'boolean', default: false },
    },
  });
  const [word, login, email] = positionals;
  if (word === 'two-factor-off' && login) return switchTwoFactorOff(blog, login);
  const typed = values['password-stdin'] ? await passwordFromInput() : undefined;
  const password = typed ?? crypto.randomBytes(15).toString('base64url');
  if (word === 'create' && login && email) {
    await create(blog, { login, email, role: values.role, display_name: values.name, password });
  } else if (word === 'password' && login) {
    if (!(await changePassword(blog, login, password))) return 1;
  } else {
    say(`user ${userCommand.usage}`);
    return 1;
  }
  if (typed === undefined) say(`Password, shown this once: ${password}`);
  return 0;
}

interface Words {
  login: string;
  email: string;
  role: string;
  display_name: string;
  password: string;
}

async function create(blog: Blog, { role, ...words }: Words): Promise<void> {
  if (!isRole(role))
    throw Object.assign(new TypeError(`--role must be one of ${roles.join(', ')}.`), { code: 'role' });
  const isFirst = role === 'administrator' && !(await hasAdministrator(blog.db));
  if (isFirst) await setUp(blog, { ...words, blogname: '' });
  else await createUser(blog, { ...words, role });
  say(`${words.login} may now sign in at ${blog.url}/login as ${role}.`);
}

async function changePassword(blog: Blog, login: string, password: string): Promise<boolean> {
  const user = await findUserByName(blog.db, login);
  const problem = user ? passwordProblem(password) : `Nobody is called ${login}.`;
  if (!user || problem) {
    say(problem ?? '');
    return false;
  }
  await setPassword(blog, user.id, password);
  say(`${user.login} has a new password and was signed out everywhere.`);
  return true;
}

async function switchTwoFactorOff(blog: Blog, login: string): Promise<number> {
  const user = await findUserByName(blog.db, login);
  if (user) await endTwoFactor(blog, user, 'whoever runs the server');
  say(user ? `${user.login} signs in with the password alone.` : `Nobody is called ${login}.`);
  return user ? 0 : 1;
}

async function passwordFromInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
