// setup/form.ts: what the set-up page asks.
import { z } from 'zod';
import { badRequest } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import type { SetUp } from './set-up.ts';

const fields = z.object({
  token: z.string().max(200),
  blogname: z.string().max(200).default(''),
  display_name: z.string().max(100).default(''),
  login: z.string().max(200),
  email: z.string().max(254),
  password: z.string().max(10_000),
});

/** Reads the set-up form. @throws HttpError 400 when it is no such form */
export function setUpForm(body: unknown): SetUp & { token: string } {
  const read = fields.safeParse(body);
  if (!read.success) throw badRequest(__('Please fill in every field of the set-up page.'));
  return read.data;
}
