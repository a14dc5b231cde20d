// linkbacks/receiving/trackback.ts: where other programs send trackbacks; every answer is one line of XML.
import { Router, type Request, type Response } from 'express';
import { answering } from '../../base/http/listed.ts';
import { clientAddress } from '../../base/http/client-address.ts';
import { isHttpError } from '../../base/errors.ts';
import { readBytes } from '../../base/http/form-body.ts';
import { queryOf } from '../../base/http/query.ts';
import { renderView } from '../../base/http/views.ts';
import { N_, __, translate } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import type { Post } from '../../posts/post.ts';
import { findPost } from '../../posts/queries/find.ts';
import { resolveAddress, resolveFormer } from '../../posts/addresses/resolve.ts';
import { isPublic } from '../../posts/visible.ts';
import { trackbackForm } from './form.ts';
import { type Outcome, pauses, receiveLinkback } from './receive.ts';
import { readId } from '../../base/http/ids.ts';

const longestBody = 16 * 1024;

/** `PERMALINK/trackback/`, `wp-trackback.php?p=ID`, `wp-trackback.php/ID`, and `?p=ID&tb=1`. */
export function trackbackEndpoint(blog: Blog): Router {
  const router = Router();

  router.use(
    answering(
      ['POST /wp-trackback.php', 'POST /PERMALINK/trackback/', 'GET /PERMALINK/trackback/'],
      async function answerTrackback(req, res, next) {
        const place = placeOf(req);
        if (!place || !['GET', 'HEAD', 'POST'].includes(req.method)) return next();
        // A browser that follows the address is led to the post.
        if (req.method !== 'POST') return leadToPost(blog, place, res, next);
        const problem = await readBytes(req, res, longestBody).catch((error: unknown) => error);
        await (problem ? unread(res, problem) : receive(blog, place, req, res));
      },
    ),
  );

  return router;
}

/** A post's id, the path of its permalink, or neither. */
interface Place {
  id?: number;
  path?: string;
}

function placeOf(req: Request): Place | undefined {
  const query = queryOf(req);
  const inQuery = query.get('tb_id') ?? query.get('p') ?? '';
  const inPath = /^\/wp-trackback\.php(?:\/(\d{1,10}))?\/?$/.exec(req.path);
  if (inPath) return idPlace(inPath[1] ?? inQuery);
  if (req.path === '/' && query.get('tb') === '1') return idPlace(inQuery);
  return /.\/trackback\/?$/.test(req.path) ? { path: req.path } : undefined;
}

const idPlace = (given: string): Place => ({ id: readId(given) });

async function postAt(blog: Blog, { id, path }: Place): Promise<Post | undefined> {
  if (id !== undefined) return findPost(blog.db, id);
  const found = path ? ((await resolveAddress(blog, path)) ?? (await resolveFormer(blog, path))) : undefined;
  return found?.rest.join() === 'trackback' ? found.post : undefined;
}

async function leadToPost(blog: Blog, place: Place, res: Response, next: () => void): Promise<void> {
  const post = await postAt(blog, place);
  if (!post || !isPublic(post)) return next();
  res.redirect(302, await permalink(blog, post));
}

async function receive(blog: Blog, place: Place, req: Request, res: Response): Promise<void> {
  if (!place.path && place.id === undefined) {
    return answer(res, 404, 'I really need an ID for this to work.');
  }
  const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  const words = trackbackForm(body, req.get('content-type') ?? '');
  if (!words) return answer(res, 400, __('This charset is not spoken here. Please send UTF-8.'));
  const post = await postAt(blog, place);
  const { url, ...said } = words;
  if (url === '' && !said.title && !said.blog_name && post && isPublic(post)) {
    return res.redirect(302, await permalink(blog, post));
  }
  if (!url) return answer(res, 200, 'A trackback needs the url of your page.');
  const outcome = await receiveLinkback(blog, 'trackback', post, url, {
    ...said,
    author_ip: clientAddress(req),
    user_agent: (req.get('user-agent') ?? '').slice(0, 254),
  });
  const isTooMuch = outcome === 'flood' || outcome === 'full';
  if (isTooMuch) res.set('Retry-After', String(pauses[outcome]));
  await answer(res, isTooMuch ? 429 : 200, translate(answers[outcome]));
}

function unread(res: Response, error: unknown): Promise<void> {
  if (!isHttpError(error)) throw error;
  const { status } = error;
  if (status === 413) return answer(res, 413, __('This trackback is too long.'));
  if (status === 408 || status === 503) return answer(res, status, error.message);
  return answer(res, 400, __('This trackback could not be read. Please send a plain form.'));
}

const answers: Record<Outcome, string> = {
  received: '',
  closed: N_('Sorry, trackbacks are closed for this item.'),
  refused: N_('No link to this post was found at that URL. It is looked at again.'),
  known: N_('There is already a ping from that URL for this post.'),
  flood: N_('You are sending trackbacks too quickly. Please slow down.'),
  full: N_('There were many trackbacks from your network or for this post. Try again in an hour.'),
};

/** @param message '' when all is well */
async function answer(res: Response, status: number, message: string): Promise<void> {
  const xml = await renderView('linkbacks/answer', { error: message ? 1 : 0, message });
  res.status(status).set('Cache-Control', 'no-store').type('text/xml; charset=UTF-8').send(xml.trim());
}
