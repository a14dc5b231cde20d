// linkbacks/receiving/webmention.ts: /webmention: where other sites say by W3C Webmention that they link here, and ask what came of it.
import crypto from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { clientAddress } from '../../base/http/client-address.ts';
import { fieldsOf, readUrlencoded } from '../../base/http/form-body.ts';
import { isHttpError, notFound } from '../../base/errors.ts';
import { N_, __, translate } from '../../base/language/gettext.ts';
import type { Blog } from '../../blog.ts';
import { frame } from '../../posts/frame.ts';
import { lineUpAgain } from './check.ts';
import { sourceAddress } from './form.ts';
import { type Linkback, statusForSender } from '../linkback.ts';
import { findBySource, findLinkback } from '../queries.ts';
import { pauses, receiveLinkback } from './receive.ts';
import { postMeant } from './target.ts';
import { readId } from '../../base/http/ids.ts';

const formSize = { bytes: 16 * 1024, fields: 20 };

export function webmentionEndpoint(blog: Blog): Router {
  const router = Router();

  router.post('/webmention', async function takeWebmention(req, res) {
    try {
      await readUrlencoded(req, res, formSize);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      return say(res, error.status, error.message);
    }
    await receive(blog, req, res);
  });

  router.get('/webmention', async function describeWebmention(req, res) {
    const head = { title: __('Tell of a link'), robots: 'noindex, follow', body_class: 'webmention' };
    res.set('Cache-Control', 'private, no-cache');
    res.render('linkbacks/webmention', { frame: await frame(blog, req, head), site_url: blog.url });
  });

  router.get('/webmention/:id-:proof', async function showState(req, res) {
    const { id, proof } = req.params;
    const named = readId(id);
    const linkback = named ? await findLinkback(blog.db, named) : undefined;
    if (!linkback || proof !== proofOf(blog, linkback.id)) throw notFound('webmention');
    say(res, 200, translate(states[statusForSender(linkback, blog.now())]));
  });

  return router;
}

/** Webmention, section 3.2: what is wrong with the form is said at once (400), everything else is found out later (201). */
async function receive(blog: Blog, req: Request, res: Response): Promise<void> {
  const { source: from, target: to } = fieldsOf(req);
  if (typeof from !== 'string' || typeof to !== 'string' || !from || !to)
    return say(res, 400, 'A webmention needs one source and one target.');
  const [source, target] = [sourceAddress(from), sourceAddress(to)];
  if (!source) return say(res, 400, __('The source is not a web address.'));
  if (!target) return say(res, 400, __('The target is not a web address.'));
  if (source === target) return say(res, 400, __('The source is the target.'));
  const post = await postMeant(blog, target);
  // A private post is none.
  if (!post) return say(res, 400, __('The target is no post of this site.'));
  const outcome = await receiveLinkback(blog, 'webmention', post, source, {
    title: '',
    excerpt: '',
    blog_name: '',
    author_ip: clientAddress(req),
    user_agent: (req.get('user-agent') ?? '').slice(0, 254),
  });
  if (outcome === 'closed') return say(res, 400, __('Pings are closed for the target.'));
  if (outcome === 'flood' || outcome === 'full') {
    return say(res.set('Retry-After', String(pauses[outcome])), 429, translate(tooMuch[outcome]));
  }
  const linkback = await findBySource(blog.db, post.id, source);
  // A comment of an import has no claim to look at again.
  if (!linkback) return say(res, 200, __('This link is known here already.'));
  if (outcome === 'known') await lineUpAgain(blog, linkback);
  res.location(`${blog.url}/webmention/${linkback.id}-${proofOf(blog, linkback.id)}`);
  say(res, 201, __('Received. The source is looked at soon; what came of it stands at the Location.'));
}

/** Only the sender learns what came of a claim. */
function proofOf({ config }: Blog, id: number): string {
  const hmac = crypto.createHmac('sha256', config.SESSION_SECRET ?? '').update(`webmention ${id}`);
  return hmac.digest('hex').slice(0, 32);
}

// One sentence for every reason of a refusal: else the answers would tell open ports from closed ones.
const states: Record<Linkback['status'], string> = {
  unverified: N_('Waiting: the source is looked at within an hour.'),
  verified: N_('The link was found. The owner of this site decides whether it is shown.'),
  refused: N_('No link to the target was found at the source.'),
  withdrawn: N_('The link was there once and is gone.'),
};

const tooMuch = {
  flood: N_('You are sending webmentions too quickly. Please slow down.'),
  full: N_('There were many webmentions from your network or for this post. Try again in an hour.'),
};

function say(res: Response, status: number, sentence: string): void {
  res.status(status).set('Cache-Control', 'no-store').type('text/plain').send(`${sentence}\n`);
}
