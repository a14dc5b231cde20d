// search/site.ts: the search page, at WordPress's addresses: /?s=words, /page/2/?s=words, /search/words/.
import { Router, type Request, type Response } from 'express';
import { answering } from '../base/http/listed.ts';
import { isOverloaded } from '../base/database/overload.ts';
import { isHttpError } from '../base/errors.ts';
import { departure } from '../base/http/admission.ts';
import { __ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { errorPage } from '../posts/error-page.ts';
import { frame, type FrameView } from '../posts/frame.ts';
import { paging, type PagingView } from '../posts/addresses/navigation.ts';
import { reading } from '../posts/settings.ts';
import { searchBusy } from '../base/words/in-turn.ts';
import { search, type ResultView } from './search.ts';

/** What `search/results` shows. */
export interface ResultsPage {
  frame: FrameView;
  title: string;
  /** Whether anything was typed that can be looked for. */
  has_words: boolean;
  /** How many there are on all pages; 400 at most. */
  count: number;
  results: ResultView[];
  paging: PagingView | undefined;
}

export function searchSite(blog: Blog): Router {
  const router = Router();

  router.use(
    answering(['GET /search/:words', 'GET /?s=WORDS'], async function answerSearch(req, res, next) {
      const asked = ['GET', 'HEAD'].includes(req.method) ? askedOf(req) : undefined;
      if (!asked || !(await showResults(blog, req, res, asked))) next();
    }),
  );

  return router;
}

interface Asked {
  typed: string;
  page: number;
}

/** The words and the page that an address asks for; undefined when it asks for something else. */
function askedOf(req: Request): Asked | undefined {
  const { s, paged } = req.query;
  const [, below, number] = /^\/(search\/[^/]{1,600}|)(?:\/?page\/(\d{1,4}))?\/?$/.exec(req.path) ?? [];
  if (below === undefined) return undefined;
  const page = Number(number ?? (typeof paged === 'string' && /^\d{1,4}$/.test(paged) ? paged : 1)) || 1;
  if (below) return { typed: decoded(below.slice(7)), page };
  return typeof s === 'string' ? { typed: s.slice(0, 200), page } : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' ')).slice(0, 200);
  } catch {
    return '';
  }
}

async function showResults(blog: Blog, req: Request, res: Response, { typed, page }: Asked) {
  const { posts_per_page: per_page } = await settings(blog.db, reading);
  const gone = departure(res);
  const found = await search(blog, typed, { page, per_page, gone }).catch((error: unknown) => {
    if (!isOverloaded(error) && !(isHttpError(error) && error.status === 503)) throw error;
    return undefined;
  });
  if (!found) {
    // Nobody hears it, but the place among those at work is given back.
    if (gone.aborted) {
      res.status(499).end();
      return true;
    }
    res.set('Retry-After', '5');
    await errorPage(blog, req, res, searchBusy(), typed);
    return true;
  }
  if (page > 1 && !found.results.length) return false;
  const address = (number: number) =>
    `/${number > 1 ? `page/${number}/` : ''}?s=${encodeURIComponent(typed)}`;
  const title = typed.trim() ? __('Search results for “%s”', typed.trim()) : __('Search');
  res.set('Cache-Control', req.user ? 'private, no-store' : 'private, no-cache');
  const view: ResultsPage = {
    frame: await frame(blog, req, {
      title,
      robots: 'noindex, follow',
      search: typed,
      body_class: 'search-results',
    }),
    title,
    has_words: /[\p{L}\p{N}]/u.test(typed),
    count: found.count,
    results: found.results,
    paging: paging(Math.ceil(found.count / per_page), page, address),
  };
  res.render('search/results', view);
  return true;
}
