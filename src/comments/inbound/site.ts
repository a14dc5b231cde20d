// comments/inbound/site.ts: /inbound-mail: where a mail server hands over the answers that readers send.
import { Router } from 'express';
import { readBytes } from '../../base/http/form-body.ts';
import { isSignature } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';
import { isReplyByMail } from './reply-address.ts';
import { takeReply } from './take-reply.ts';

const longestMessage = 2 ** 20;

/** Takes a raw message from whoever sends `Authorization: Bearer INBOUND_MAIL_TOKEN`; 404 where nobody may answer by email. */
export function inboundMail(blog: Blog): Router {
  const router = Router();
  if (!isReplyByMail(blog)) return router;
  const expected = `Bearer ${blog.config.INBOUND_MAIL_TOKEN}`;

  router.post('/inbound-mail', async function takeMessage(req, res) {
    res.set('Cache-Control', 'no-store').type('text/plain');
    if (!isSignature(req.get('authorization'), expected)) {
      res.status(401).set('WWW-Authenticate', 'Bearer realm="inbound-mail"').send('Unauthorized\n');
      return;
    }
    await readBytes(req, res, longestMessage);
    const outcome = await takeReply(blog, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
    res.send(`${outcome}\n`);
  });

  return router;
}
