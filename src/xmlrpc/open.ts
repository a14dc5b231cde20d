// xmlrpc/open.ts: /xmlrpc.php: reads a call, answers with a value or a fault. Without cookies; who writes signs in by the call.
import { Router, type Request, type Response } from 'express';
import { isHttpError, notFound } from '../base/errors.ts';
import { readBytes } from '../base/http/form-body.ts';
import { renderView } from '../base/http/views.ts';
import { programs } from '../base/settings/programs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { dispatch, type Session } from './dispatch.ts';
import { methods } from './methods.ts';
import { fault, faultOf } from './protocol/fault.ts';
import { readCall } from './protocol/read.ts';
import type { Value } from './protocol/values.ts';
import { faultAnswer, valueAnswer } from './protocol/write.ts';
import { multicall, multicallName } from './system.ts';

/** Bytes of a call: a pingback is short; a picture comes within its call, as base64. */
const longest = { pingbacks: 16 * 1024, all: 6 * 1024 * 1024 };

export function xmlrpcOpen(blog: Blog): Router {
  const router = Router();
  router.all('/xmlrpc.php', async function answerXmlRpc(req, res) {
    const { xmlrpc: mode } = await settings(blog.db, programs);
    if (mode === 'off') throw notFound('page');
    if (req.method === 'POST') await answerCall(blog, req, res, mode);
    else if (req.query.rsd !== undefined && ['GET', 'HEAD'].includes(req.method)) await sendRsd(blog, res);
    else {
      res.status(405).set('Allow', 'POST').type('text/plain');
      res.send('XML-RPC server accepts POST requests only.');
    }
  });
  return router;
}

async function answerCall(blog: Blog, req: Request, res: Response, mode: 'all' | 'pingbacks'): Promise<void> {
  try {
    await readBytes(req, res, longest[mode]);
  } catch (error) {
    if (!isHttpError(error)) throw error;
    return send(blog, res, unread(res, error.status, error.message));
  }
  const text = Buffer.isBuffer(req.body) ? req.body.toString('utf8') : '';
  const session: Session = { blog, req, methods, may_sign_in: mode === 'all' };
  await send(blog, res, await answer(session, text));
}

/** What came of a call: an error, or its value. */
type Answer = { error: unknown } | { value: Value };

const notWellFormed = () => fault(-32700, 'parse error. not well formed');

/** What is too long is no call; who is too slow, or finds no memory left, learns it from the status too. */
function unread(res: Response, status: number, message: string): Answer {
  if (status !== 408 && status !== 503) return { error: notWellFormed() };
  res.status(status);
  return { error: fault(-32300, `transport error. ${message}`) };
}

async function answer(session: Session, text: string): Promise<Answer> {
  const call = readCall(text);
  if (!call) return { error: notWellFormed() };
  if (!call.method)
    return {
      error: fault(
        -32600,
        'server error. invalid xml-rpc. not conforming to spec. Request must be a methodCall',
      ),
    };
  try {
    const isMany = call.method === multicallName;
    return { value: isMany ? await multicall(session, call.params[0]) : await dispatch(session, call) };
  } catch (error) {
    return { error };
  }
}

/** XML-RPC answers 200 to everything; a header says to those who look when they may come again. */
async function send(blog: Blog, res: Response, given: Answer): Promise<void> {
  res.set('Cache-Control', 'no-store');
  const refused = 'error' in given ? faultOf(blog, given.error) : undefined;
  if (refused?.retry_after) res.set('Retry-After', String(refused.retry_after));
  const xml =
    'value' in given
      ? valueAnswer(given.value)
      : faultAnswer({ faultCode: refused!.faultCode, faultString: refused!.faultString });
  res.set('Content-Type', 'text/xml; charset=UTF-8').send(Buffer.from(xml));
}

/** Really Simple Discovery 1.0: which interfaces there are, for programs that are given the site's address only. */
async function sendRsd(blog: Blog, res: Response): Promise<void> {
  const xml = await renderView('xmlrpc/rsd', { url: blog.url });
  res.set('Content-Type', 'text/xml; charset=UTF-8').send(Buffer.from(xml));
}
