// accounts/form.ts: what people type to sign in.
import { z } from 'zod';
import { badRequest } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { Credentials } from './sign-in.ts';

const text = (most: number) => z.string().max(most);

// WordPress's field names, so that password managers and old bookmarks work.
const signInFields = z.object({
  log: text(254),
  pwd: text(1_048_576),
  rememberme: text(20).optional(),
  redirect_to: text(2000).optional(),
});

/** Reads the sign-in form. @throws HttpError 400 when a field is missing or is no plain text */
export function signInForm(body: unknown): Credentials & { redirect_to: string } {
  const read = signInFields.safeParse(body);
  if (!read.success) throw badRequest(__('Please fill in the name and the password.'));
  const { log, pwd, rememberme, redirect_to = '' } = read.data;
  return { name: log.trim(), password: pwd, remember: rememberme !== undefined, redirect_to };
}

const codeField = z.object({ authcode: text(100) });

/** Reads the code of the second step. @throws HttpError 400 when it is missing or no plain text */
export function codeForm(body: unknown): string {
  const read = codeField.safeParse(body);
  if (!read.success) throw badRequest(__('Please type the code.'));
  return read.data.authcode;
}

const passkeyFields = z.object({
  rememberme: text(20).catch(''),
  redirect_to: text(2000).catch(''),
});

/** Reads what comes beside a passkey's answer. */
export function passkeyForm(body: unknown): { remember: boolean; redirect_to: string } {
  const { rememberme, redirect_to } = passkeyFields.parse(body ?? {});
  return { remember: rememberme !== '', redirect_to };
}

const answerField = z.object({ answer: text(20_000).transform((json) => JSON.parse(json) as unknown) });

/** Reads what a browser answered about a passkey; whether it holds is for the library to say. @throws HttpError 400 */
export function answerForm(body: unknown): unknown {
  try {
    return z.record(z.string(), z.unknown()).parse(answerField.parse(body).answer);
  } catch {
    throw badRequest(__('This is no answer of a passkey.'));
  }
}

const line = z.string().max(2000).default('');

const userFields = z.object({
  display_name: line,
  email: line,
  url: line,
  bio: z.string().max(20_000).default(''),
  role: line,
  locale: line,
  new_password: z.string().max(10_000).default(''),
  password: z.string().max(10_000).default(''),
});

/** Reads the form that changes a user. @throws HttpError 400 when it is no such form */
export function userForm(body: unknown): z.infer<typeof userFields> {
  return plain(userFields.safeParse(body ?? {}));
}

const newUserFields = z.object({
  login: line,
  email: line,
  display_name: line,
  role: line,
  password: z.string().max(10_000).default(''),
  send_user_notification: line,
});

/** Reads the form that adds a user. @throws HttpError 400 when it is no such form */
export function newUserForm(body: unknown): z.infer<typeof newUserFields> {
  return plain(newUserFields.safeParse(body ?? {}));
}

function plain<Words>(read: z.ZodSafeParseResult<Words>): Words {
  if (!read.success) throw badRequest('One of the fields is too long or is no plain text.');
  return read.data;
}
