// accounts/passkeys/passkey.ts: passkeys (WebAuthn): what a browser is asked, and whether its answer holds.
import crypto from 'node:crypto';
import type { Request } from 'express';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { httpError } from '../../base/errors.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { cleanName } from '../users/create-user.ts';
import { findPasskey, insertPasskey, passkeysOf, takeChallenge, takeCount } from './queries.ts';
import { findUser } from '../queries.ts';
import { renewSession, saveSession } from '../sessions/session.ts';
import type { User } from '../user.ts';

/** What a browser was asked, in its session; it is good for one answer. */
interface Asked {
  challenge: string;
  what: 'add' | 'sign-in';
  /** Of the user whose key is to be added; '' at the sign-in, where the key says whose it is. */
  user_handle: string;
  until: string;
}

declare module '../../base/http/session-data.ts' {
  interface SessionData {
    passkey: Asked;
  }
}

const minutes = 5;
const most = 20;

/** Whether browsers do this here at all: on HTTPS or this very machine, and under a name, not a number. */
export function passkeysWork({ url }: Pick<Blog, 'url'>): boolean {
  const { protocol, hostname } = new URL(url);
  const isHere = hostname === 'localhost' || hostname.endsWith('.localhost');
  return isHere || (protocol === 'https:' && !/^[\d.]+$|^\[/.test(hostname));
}

/** What a browser needs to make a key for the signed-in user; the session keeps the challenge. */
export async function askForNewPasskey(blog: Blog, req: Request) {
  const user = req.user!;
  const known = await passkeysOf(blog.db, user.id);
  if (known.length >= most) throw wrong(`There are ${most} already. Remove one that is not used.`);
  const user_handle = known[0]?.user_handle ?? crypto.randomBytes(32).toString('base64url');
  const options = await generateRegistrationOptions({
    rpName: (await settings(blog.db, general)).blogname,
    rpID: new URL(blog.url).hostname,
    userID: new Uint8Array(Buffer.from(user_handle, 'base64url')),
    userName: user.login,
    userDisplayName: user.display_name,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  req.session.passkey = asked(blog, options.challenge, 'add', user_handle);
  await saveSession(blog, req);
  return options;
}

/** Keeps the key a browser made. @throws HttpError 422 when it is not what was asked */
export async function addPasskey(blog: Blog, req: Request, given: string, answer: unknown): Promise<void> {
  const { challenge, user_handle } = await takeAsked(blog, req, 'add');
  const name = cleanName(given) || 'Passkey';
  const { registrationInfo } = await orWrong(
    verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      ...expected(blog, challenge),
    }),
  );
  if (!registrationInfo) throw wrong();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  const row = { id, user_id: req.user!.id, user_handle, name, counter, transports, created_at: blog.now() };
  const isNew = await insertPasskey(blog.db, { ...row, public_key: Buffer.from(publicKey) });
  if (!isNew) throw wrong('This key is known already.');
}

/** What a browser needs to sign in with a key, whoever's it is; it gets a session that keeps the challenge. */
export async function askForPasskey(blog: Blog, req: Request) {
  const rpID = new URL(blog.url).hostname;
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  await renewSession(blog, req, { passkey: asked(blog, options.challenge, 'sign-in', '') });
  return options;
}

/** Whose key answered. The user was verified by the device: that is two factors. @throws HttpError 422 */
export async function userOfPasskey(blog: Blog, req: Request, answer: unknown): Promise<User> {
  const { challenge } = await takeAsked(blog, req, 'sign-in');
  const response = answer as AuthenticationResponseJSON;
  const found = typeof response?.id === 'string' ? await findPasskey(blog.db, response.id) : undefined;
  if (!found) throw wrong(__('This site does not know that passkey. Sign in with your password.'));
  const { id, counter, transports } = found;
  const credential = {
    id,
    counter,
    transports,
    publicKey: new Uint8Array(found.public_key),
  };
  const { verified, authenticationInfo } = await orWrong(
    verifyAuthenticationResponse({ response, credential, ...expected(blog, challenge) }),
  );
  const isTheirs = response.response.userHandle === found.user_handle;
  if (!verified || !isTheirs) throw wrong();
  if (!(await takeCount(blog.db, id, authenticationInfo.newCounter, blog.now()))) throw wrong();
  const user = await findUser(blog.db, found.user_id);
  if (!user) throw wrong();
  return user;
}

const expected = ({ url }: Blog, expectedChallenge: string) => ({
  expectedChallenge,
  expectedOrigin: new URL(url).origin,
  expectedRPID: new URL(url).hostname,
  requireUserVerification: true,
});

function asked({ now }: Blog, challenge: string, what: Asked['what'], user_handle: string): Asked {
  return { challenge, what, user_handle, until: new Date(now().getTime() + minutes * 60_000).toISOString() };
}

async function takeAsked(blog: Blog, req: Request, what: Asked['what']): Promise<Asked> {
  const { passkey } = req.session;
  delete req.session.passkey;
  const isGood = passkey?.what === what && new Date(passkey.until) > blog.now();
  if (!isGood || !(await takeChallenge(blog.db, req.sessionID, passkey.challenge)))
    throw wrong('That took too long. Please try again.');
  return passkey;
}

/** The library throws at whatever does not fit; to the person that is one thing. */
async function orWrong<Result>(verifying: Promise<Result>): Promise<Result> {
  try {
    return await verifying;
  } catch {
    throw wrong();
  }
}

const wrong = (text = 'That did not work. Please try again, or use your password.') =>
  httpError(422, 'wrong_passkey', text);
