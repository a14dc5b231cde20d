// linkbacks/receiving/pingback.ts: /xmlrpc.php: where other blogs say by Pingback 1.0 that they link here. Answers before any fetch.
import { Router, type Request, type Response } from 'express';
import { isHttpError } from '../../base/errors.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { readBytes } from '../../base/http/form-body.ts';
import { renderView } from '../../base/http/views.ts';
import { isXmlError, parseXml } from '../../base/xml/read.ts';
import type { Blog } from '../../blog.ts';
import { sourceAddress } from './form.ts';
import { pingbackSources } from '../queries.ts';
import { pauses, receiveLinkback, type Outcome } from './receive.ts';
import { postMeant } from './target.ts';

const longestBody = 16 * 1024;

interface Fault {
  code: number;
  message: string;
}
/** What a method gives: text, or a list of texts. */
type Answer = { value: string | string[] } | { fault: Fault; wait?: number };

export function pingbackEndpoint(blog: Blog): Router {
  const router = Router();
  router.all('/xmlrpc.php', async function answerXmlRpc(req, res) {
    if (req.method !== 'POST') {
      res.status(405).set('Allow', 'POST').type('text/plain');
      res.send('XML-RPC server accepts POST requests only.');
      return;
    }
    try {
      await readBytes(req, res, longestBody);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      return send(res, unread(res, error.status, error.message));
    }
    await send(res, await answer(blog, req));
  });
  return router;
}

const parseFault: Answer = { fault: { code: -32700, message: 'parse error. not well formed' } };

/** What is too long is no call; who is too slow, or finds no memory left, learns it from the status too. */
function unread(res: Response, status: number, message: string): Answer {
  if (status !== 408 && status !== 503) return parseFault;
  res.status(status);
  return { fault: { code: -32300, message: `transport error. ${message}` } };
}

async function answer(blog: Blog, req: Request): Promise<Answer> {
  const call = readCall(Buffer.isBuffer(req.body) ? req.body.toString('utf8') : '');
  if (!call) return parseFault;
  const [first = '', second = ''] = call.params;
  if (call.method === 'pingback.ping') return ping(blog, req, first, second);
  if (call.method === 'pingback.extensions.getPingbacks') return sources(blog, first);
  const message = `server error. requested method ${call.method.slice(0, 100)} does not exist.`;
  return { fault: { code: -32601, message } };
}

/** The method's name and its texts (XML-RPC, "Scalar values": a value without a type is text). */
function readCall(xml: string): { method: string; params: string[] } | undefined {
  try {
    const events = parseXml(xml, { limits: { depth: 20, text: 8000, attributes: 8 } });
    if (events[0]?.name !== 'methodCall') return undefined;
    const params: string[] = [];
    let method = '';
    let typed: string | undefined;
    for (const event of events) {
      if (event.type === 'open') typed = event.name === 'value' ? undefined : typed;
      else if (event.name === 'methodName') method = event.text.trim();
      else if (event.name === 'string') typed = event.text;
      else if (event.name === 'value') params.push((typed ?? event.text).trim());
    }
    return { method, params };
  } catch (error) {
    if (isXmlError(error)) return undefined;
    throw error;
  }
}

/** Pingback 1.0, section 3. A post that is private or not there answers as one that takes no pingbacks. */
async function ping(blog: Blog, req: Request, from: string, to: string): Promise<Answer> {
  const source = sourceAddress(from);
  if (!source) return { fault: { code: 0, message: 'The source is not a web address.' } };
  if (!URL.canParse(to) || new URL(to).host !== new URL(blog.url).host)
    return { fault: { code: 0, message: 'The target is not on this site.' } };
  if (source === new URL(to).href) return { fault: { code: 0, message: 'The source is the target.' } };
  const outcome = await receiveLinkback(blog, 'pingback', await postMeant(blog, to), source, {
    title: '',
    excerpt: '',
    blog_name: '',
    author_ip: clientAddress(req),
    user_agent: (req.get('user-agent') ?? '').slice(0, 254),
  });
  if (outcome !== 'received') {
    const wait = outcome === 'flood' || outcome === 'full' ? pauses[outcome] : undefined;
    return { fault: faults[outcome], wait };
  }
  return {
    value: `Pingback from ${source} to ${to} received. It is shown when the link is found. Keep the web talking! :-)`,
  };
}

const faults: Record<Exclude<Outcome, 'received'>, Fault> = {
  closed: { code: 33, message: 'The target takes no pingbacks.' },
  // Whatever the reason was: one for each would tell what can be reached from here (16, 50).
  refused: { code: 17, message: 'No link to the target was found at the source. It is looked at again.' },
  known: { code: 48, message: 'The pingback has already been registered.' },
  flood: { code: 49, message: 'You are sending pingbacks too quickly. Please slow down.' },
  full: {
    code: 49,
    message: 'There were many pingbacks from your network or for this post. Try again in an hour.',
  },
};

async function sources(blog: Blog, to: string): Promise<Answer> {
  const post = await postMeant(blog, to);
  if (!post) return { fault: { code: 32, message: 'There is no such page here.' } };
  return { value: await pingbackSources(blog.db, post.id) };
}

async function send(res: Response, given: Answer): Promise<void> {
  const xml = await renderView('linkbacks/xmlrpc', { fault: undefined, value: '', ...given });
  // XML-RPC answers 200 to everything; the header says it to those who look.
  if ('wait' in given && given.wait) res.set('Retry-After', String(given.wait));
  res.set('Cache-Control', 'no-store').type('text/xml; charset=UTF-8').send(xml.trim());
}
