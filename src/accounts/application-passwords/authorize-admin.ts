// accounts/application-passwords/authorize-admin.ts: a program asks for a password of its own; whoever is signed in says yes or no.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { adminFrame } from '../../base/admin/frame.ts';
import { badRequest, isHttpError } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import type { Blog } from '../../blog.ts';
import { makeApplicationPassword, programsMaySignIn } from './application-password.ts';
import { authorizationAsked, placeOf, withQuery, type Authorization } from './authorize.ts';
import { reauthenticate } from '../reauthenticate.ts';

const path = '/authorize-application';
const proving = z.object({ name: z.string().max(1000).default(''), proof: z.string().max(4096).default('') });

export function authorizeAdmin(blog: Blog): Router {
  const router = Router();

  router.get(path, async function askForApproval(req, res) {
    await show(blog, req, res, granted(req.query), { name: '', problems: { name: '', proof: '' } });
  });

  router.post(`${path}/approve`, formBody(), async function takeApproval(req, res) {
    const asked = granted(req.body);
    const read = proving.safeParse(req.body ?? {});
    if (!read.success) throw badRequest('One of the fields is too long or is no plain text.');
    const { name, proof } = read.data;
    try {
      await reauthenticate(blog, req, proof);
      const password = await makeApplicationPassword(blog, req.user!, name, asked.app_id);
      if (asked.success_url) {
        const answer = { site_url: blog.url, user_login: req.user!.login, password };
        res.set(privately).redirect(303, withQuery(asked.success_url, answer));
      } else await show(blog, req, res, asked, { password, name, problems: { name: '', proof: '' } });
    } catch (error) {
      if (!isHttpError(error) || ![422, 429].includes(error.status)) throw error;
      const problems = { name: '', proof: error.status === 429 ? error.message : '', ...error.fields };
      await show(blog, req, res.status(error.status), asked, { name, problems });
    }
  });

  return router;
}

/** @throws HttpError 400 for a request that must not be granted */
function granted(given: unknown): Authorization {
  const asked = authorizationAsked(given);
  if ('problem' in asked) throw badRequest(asked.problem);
  return asked;
}

/** The next address holds a password. */
const privately = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };

interface Shown {
  password?: string;
  name: string;
  problems: { name: string; proof: string };
}

async function show(
  blog: Blog,
  req: Request,
  res: Response,
  asked: Authorization,
  shown: Shown,
): Promise<void> {
  const { app_name, success_url, reject_url } = asked;
  const { password = '', name, problems } = shown;
  const isWrong = Boolean(problems.name || problems.proof);
  const text = 'Not done: please look at the marked field.';
  // A form's answer may lead to where the program waits; nobody may lay this page under another.
  const policy = String(res.get('Content-Security-Policy') ?? '')
    .replace(/form-action [^;]*/, `form-action 'self'${success_url && ` ${sourceOf(success_url)}`}`)
    .replace(/frame-ancestors [^;]*/, "frame-ancestors 'none'");
  res.set(privately).set('Content-Security-Policy', policy);
  const no = reject_url || success_url;
  res.render('accounts/admin-authorize', {
    frame: await adminFrame(blog, req, {
      title: 'A program asks for access',
      notice: isWrong ? { kind: 'error', text } : undefined,
    }),
    asked,
    may_sign_in: programsMaySignIn(blog),
    login: req.user!.login,
    display_name: req.user!.display_name,
    role: req.user!.role,
    place: success_url ? placeOf(success_url) : '',
    reject_href: no ? withQuery(no, { success: 'false' }) : '/admin/',
    name: name || app_name,
    password,
    problems,
  });
}

/** As a policy names it: an origin, or a scheme. */
function sourceOf(address: string): string {
  const { protocol, origin } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol;
}
