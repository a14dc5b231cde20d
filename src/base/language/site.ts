// base/language/site.ts: the language of the site: of its pages, and of what it writes by email.
import type { Request, RequestHandler } from 'express';
import type { Database } from '../database/database.ts';
import { general } from '../settings/general.ts';
import { settings } from '../settings/settings.ts';
import { inLanguage } from './current.ts';
import { isWhole } from './catalogue.ts';
import { english, languageAccepted, languageFor, languages, type Language } from './languages.ts';

/** Does something in the language of the site, such as writing an email, whatever language its cause speaks. */
export async function inSiteLanguage<Result>(db: Database, act: () => Promise<Result>): Promise<Result> {
  const { WPLANG } = await settings(db, general);
  return inLanguage(WPLANG, act);
}

/** Answers requests in the language of the site; in English while the database is away. */
export const speakOfSite =
  ({ db }: { db: Database }): RequestHandler =>
  (_req, _res, next) => {
    const asked = settings(db, general).then(
      ({ WPLANG }) => WPLANG,
      () => english,
    );
    asked.then((language) => inLanguage(language, () => next()), next);
  };

/** Languages that the admin can speak, English first. */
export const adminLanguages = (): Language[] => [english, ...languages.filter(isWhole)];

/**
 * Answers screens of the admin in the language that their user chose, else in that of the site; in English where many of
 * its words are not translated yet.
 * @param chosen WordPress's name of a locale; undefined for none
 */
export const speakOfUser =
  ({ db }: { db: Database }, chosen: (req: Request) => string | undefined): RequestHandler =>
  (req, _res, next) => {
    const asked = settings(db, general).then(
      ({ WPLANG }) => languageFor(chosen(req) ?? WPLANG),
      () => english,
    );
    asked.then((language) => inLanguage(isWhole(language) ? language : english, () => next()), next);
  };

/** Answers in the first language that the browser asks for and the house speaks: for who is not known yet. */
export const speakOfBrowser: RequestHandler = (req: Request, res, next) => {
  res.vary('Accept-Language');
  const language = languageAccepted(req.acceptsLanguages());
  if (language) inLanguage(language, () => next());
  else next();
};
