// xmlrpc/dispatch.ts: finds the method of a call, signs its caller in once, and runs it.
import type { Request } from 'express';
import { signInProgram } from '../accounts/program-sign-in.ts';
import type { User } from '../accounts/user.ts';
import { isHttpError } from '../base/errors.ts';
import { clientAddress } from '../base/http/client-address.ts';
import type { Blog } from '../blog.ts';
import type { Method } from './method.ts';
import { fault } from './protocol/fault.ts';
import type { MethodCall } from './protocol/read.ts';
import { textIn, type Value } from './protocol/values.ts';

/** What one request may do. Its calls share one sign-in: a list of calls is no way to try many passwords. */
export interface Session {
  blog: Blog;
  req: Request;
  methods: ReadonlyMap<string, Method>;
  /** Whether methods that ask for a password are answered at all. */
  may_sign_in: boolean;
  signed_in?: { name: string; password: string; user: User };
  /** Why signing in failed: no further call is looked at. */
  refusal?: unknown;
}

/** Runs one call. @throws Fault, HttpError */
export async function dispatch(session: Session, { method: name, params }: MethodCall): Promise<Value> {
  const { blog, req, methods } = session;
  const method = methods.get(name);
  if (!method) {
    const asked = name.slice(0, 100);
    throw fault(-32601, `server error. requested method ${asked} does not exist.`);
  }
  if (method.at === undefined) return method.run({ blog, req, args: params, user: undefined as never });
  if (!session.may_sign_in) throw fault(405, 'XML-RPC services are disabled on this site.');
  if (params.length < method.least) throw fault(400, 'Insufficient arguments passed to this XML-RPC method.');
  const user = await userOf(session, textIn(params[method.at]), textIn(params[method.at + 1]));
  return method.run({ blog, req, user, args: params.toSpliced(method.at, 2) });
}

async function userOf(session: Session, name: string, password: string): Promise<User> {
  if (session.refusal) throw session.refusal;
  const { signed_in: known } = session;
  if (known?.name === name && known.password === password) return known.user;
  try {
    if (known) throw fault(403, 'Incorrect username or password.');
    const ip = clientAddress(session.req);
    const user = await signInProgram(session.blog, { name, password, ip });
    session.signed_in = { name, password, user };
    return user;
  } catch (error) {
    if (isHttpError(error) || known) session.refusal = error;
    throw error;
  }
}
