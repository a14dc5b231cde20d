// accounts/admin-guard.ts: nobody enters /admin without signing in, and nobody loses a text when asked to.
import type { Request, RequestHandler, Response } from 'express';
import { isHttpError } from '../base/errors.ts';
import { formBody } from '../base/http/form-body.ts';
import type { Guarding } from '../base/http/listed.ts';
import { __ } from '../base/language/gettext.ts';
import { spoken } from '../base/language/current.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { codeForm, signInForm } from './form.ts';
import { takeSecondStep } from './two-factor/challenge.ts';
import { signIn } from './sign-in.ts';

const readBody = formBody('6mb', 1000);

/**
 * Lets signed-in users pass. Others are asked to sign in; a form that was sent after its session had ended comes back
 * with all its fields and a place for name and password, and goes on from there. A script, which asks for JSON, is told
 * with 401, and tells the person.
 */
export function adminGuard(blog: Blog): RequestHandler & Guarding {
  const guard: RequestHandler = (req, res, next) => {
    res.set('Cache-Control', 'no-store');
    if (req.user) next();
    else if (req.accepts(['html', 'json']) === 'json') {
      res.status(401).json({ error: __('You are signed out. Please sign in again.') });
    } else if (req.method === 'POST' && req.is('urlencoded')) {
      readBody(req, res, (error?: unknown) => {
        if (error) next(error);
        else resume(blog, req, res).then((isIn) => isIn && next(), next);
      });
    } else {
      const to = req.method === 'GET' ? req.originalUrl : '/admin/';
      res.redirect(302, `/login?redirect_to=${encodeURIComponent(to)}`);
    }
  };
  return Object.assign(guard, { permission: 'signed in' });
}

/** Signs in with what the form brings, in one step or two; else draws it again. Gives whether the request may go on. */
async function resume(blog: Blog, req: Request, res: Response): Promise<boolean> {
  const { log, pwd, authcode, ...typed } = req.body as Record<string, unknown>;
  const ask = (problem: string, status: number, step: Asked['step'] = 'password') =>
    askAgain(blog, req, res, { typed, name: log, problem, status, step });
  if (log === undefined && pwd === undefined && authcode === undefined) return ask('', 422);
  try {
    if (authcode !== undefined) await takeSecondStep(blog, req, codeForm({ authcode }));
    else {
      const outcome = await signIn(blog, req, { ...signInForm({ log, pwd }), redirect_to: '' });
      if (outcome === 'code needed') return await ask('', 422, 'code');
    }
  } catch (error) {
    if (!isHttpError(error)) throw error;
    const isCode = authcode !== undefined && error.status !== 403;
    return ask(error.message, error.status, isCode ? 'code' : 'password');
  }
  req.body = typed;
  return true;
}

interface Asked {
  typed: Record<string, unknown>;
  name: unknown;
  problem: string;
  status: number;
  /** What is asked now. */
  step: 'password' | 'code';
}

async function askAgain(
  blog: Blog,
  req: Request,
  res: Response,
  { typed, name, problem, status, step }: Asked,
): Promise<false> {
  const { blogname } = await settings(blog.db, general);
  const fields = Object.entries(typed).flatMap(([field, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name: field, value: one }] : [])),
  );
  res.status(status).render('accounts/resume', {
    site_name: blogname,
    ...spoken(),
    action: req.originalUrl,
    name: typeof name === 'string' ? name : '',
    problem,
    step,
    fields,
  });
  return false;
}
