// base/language/site.ts: the language of the site: of its pages, and of what it writes by email.
import type { Request, RequestHandler } from 'express';
import type { Database } from '../database/database.ts';
import { general } from '../settings/general.ts';
import { settings } from '../settings/settings.ts';
import { inLanguage } from './current.ts';
import { english, languageAccepted } from './languages.ts';

/** Does something in the language of the site, such as writing an email, whatever language its cause speaks. */
export async function inSiteLanguage<Result>(db: Database, act: () => Promise<Result>): Promise<Result> {
  const { WPLANG } = await settings(db, general);
  return inLanguage(WPLANG, act);
}

/**
 * Screens whose words are not all in the catalogue yet stay English as a whole, as their `lang` says. What is saved there
 * is not: a post's HTML holds words, and speaks the language of the site.
 */
const isEnglish = ({ method, path }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && /^\/admin(\/|$)/.test(path);

/** Answers requests in the language of the site; in English while the database is away. */
export const speakOfSite =
  ({ db }: { db: Database }): RequestHandler =>
  (req, _res, next) => {
    if (isEnglish(req)) return next();
    const asked = settings(db, general).then(
      ({ WPLANG }) => WPLANG,
      () => english,
    );
    asked.then((language) => inLanguage(language, () => next()), next);
  };

/** Answers in the first language that the browser asks for and the house speaks: for who is not known yet. */
export const speakOfBrowser: RequestHandler = (req: Request, res, next) => {
  res.vary('Accept-Language');
  const language = languageAccepted(req.acceptsLanguages());
  if (language) inLanguage(language, () => next());
  else next();
};
