// xmlrpc/method.ts: how a method is declared: its name, where the user's name stands, and what it does.
import type { Request } from 'express';
import type { User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import type { Value } from './protocol/values.ts';

/** A call to a method that anybody may make. `args` are its parameters as they came. */
export interface OpenCall {
  blog: Blog;
  req: Request;
  args: Value[];
}

/** A call of somebody who has signed in. Name and password stand in `args` no more; the others keep their order. */
export interface SignedCall extends OpenCall {
  user: User;
}

export interface Method {
  name: string;
  /** Where the user's name stands among the parameters, the password behind it; undefined where nobody signs in. */
  at?: number;
  /** So many parameters must come. */
  least: number;
  run(call: SignedCall): Promise<Value>;
}

/** A method that anybody may call. */
export const open = (name: string, run: (call: OpenCall) => Promise<Value>): Method => ({
  name,
  least: 0,
  run,
});

/**
 * A method that asks for name and password.
 * @param at where the name stands: 1 behind the blog's id, as in most
 * @param least parameters that must come, name and password among them
 */
export const signed = (
  name: string,
  { at = 1, least = at + 2 }: { at?: number; least?: number },
  run: (call: SignedCall) => Promise<Value>,
): Method => ({ name, at, least, run });
