// writing/screen/text.ts: what the editor asks while somebody writes: a text as readers will see it, posts to link to.
import { Router, type Request } from 'express';
import { z } from 'zod';
import { needs } from '../../accounts/guard.ts';
import { inTransaction } from '../../base/database/database.ts';
import { idField } from '../../base/http/ids.ts';
import { badRequest } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import { __ } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate, zoneName } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { wantEmbeds } from '../../embeds/want.ts';
import { choice, text } from '../form.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { mayEdit } from '../../posts/permissions.ts';
import { findPost } from '../../posts/queries/find.ts';
import { linkablePosts } from '../../posts/queries/titles.ts';
import { markdownAsHtml, renderContent } from '../../posts/content/render.ts';

const written = z.object({
  content: text(5_000_000),
  content_format: choice(['html', 'markdown']),
  id: idField,
});

export function textAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/text', needs('edit_posts'));

  router.post('/text/preview', formBody('6mb', 10), async function answerPreview(req, res) {
    const read = written.safeParse(req.body ?? {});
    if (!read.success) throw badRequest(__('This is no text to show.'));
    const { content, content_format } = read.data;
    const own = await ownId(blog, req, read.data.id);
    const { html, embed_urls } = await renderContent(blog, { content, content_format, id: own });
    // The cards of links nobody has asked for yet come with a later look.
    await inTransaction(blog, (blog) => wantEmbeds(blog, embed_urls));
    res.json({ html });
  });

  // Whoever goes on in HTML gets what the signs stood for; it is cleaned when it is shown, as every text is.
  router.post('/text/html', formBody('6mb', 10), async function answerHtml(req, res) {
    const read = written.pick({ content: true }).safeParse(req.body ?? {});
    if (!read.success) throw badRequest(__('This is no text.'));
    res.json({ html: (await markdownAsHtml(blog, read.data.content)).trimEnd() });
  });

  // Where somebody comes out who has signed in again beside an unsaved text.
  router.get('/text/here', function answerHere(_req, res) {
    res.type('text/plain').send(__('You are signed in.'));
  });

  router.get('/text/links', async function answerLinks(req, res) {
    const { q } = req.query;
    const words =
      typeof q === 'string' ? q.trim().slice(0, 200).split(/\s+/).filter(Boolean).slice(0, 8) : [];
    res.json({ links: await linksOf(blog, words) });
  });

  return router;
}

/** Galleries show the media of their post: only those of a post that this person may change. */
async function ownId(blog: Blog, req: Request, id: number): Promise<number | undefined> {
  const post = id ? await findPost(blog.db, id) : undefined;
  return post && mayEdit(req.user!, post) ? post.id : undefined;
}

async function linksOf(blog: Blog, words: string[]) {
  const { timezone_string, date_format } = await settings(blog.db, general);
  const found = await linkablePosts(blog.db, words, 10);
  const addresses = await permalinks(blog, found);
  return found.map(({ id, type, title, published_at }) => ({
    title: title || __('(no title)'),
    url: addresses.get(id)!,
    kind:
      type === 'page' || !published_at
        ? __('Page')
        : formatDate(published_at, date_format, { zone: zoneName(timezone_string) }),
  }));
}
