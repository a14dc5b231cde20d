// base/admin/settings-screen.ts: a screen that shows and saves declared settings; rooms give the fields.
import { Router, type Request, type RequestHandler } from 'express';
import type { Database } from '../database/database.ts';
import { isHttpError } from '../errors.ts';
import { formBody } from '../http/form-body.ts';
import { forgetSettings, saveSettings, settings, type DeclaredSettings } from '../settings/settings.ts';
import { fieldValues, fieldViews, type Field } from './fields.ts';
import { adminFrame } from './frame.ts';
import { leaveNotice } from './notices.ts';

export interface SettingsScreen {
  /** Below /admin, such as /settings/general. */
  path: string;
  title: string;
  intro?: string;
  /** Keeps the screen for those who may change settings. */
  guard: RequestHandler;
  declared: DeclaredSettings[];
  fields: () => Field[] | Promise<Field[]>;
  /** `room/page`, when the screen shows more than its fields. */
  template?: string;
  /** What it shows more; takes the values in the fields, which may be wrong. */
  more?: (values: Record<string, unknown>) => Promise<object>;
  /** Fields that its address may fill, to look before anything is saved. */
  tries?: string[];
  /** Called with the names whose values changed, in the same transaction. */
  saved?: (db: Database, names: string[]) => Promise<void>;
}

/** Makes the screen: GET shows it, POST saves and comes back, with 422 and all that was typed when a field is wrong. */
export function settingsScreen({ db }: { db: Database }, screen: SettingsScreen): Router {
  const { path, title, intro = '', guard, declared, saved, template = 'admin/settings', tries = [] } = screen;
  const router = Router();
  router.use(path, guard, formBody('512kb', 500));

  const view = async (req: Request, typed?: Record<string, unknown>, problems?: Record<string, string>) => {
    const values = typed ?? (await storedValues(db, declared));
    const text = 'Not saved: please look at the marked fields.';
    return {
      frame: adminFrame(req, { title, ...(problems && { notice: { kind: 'error' as const, text } }) }),
      action: `/admin${path}`,
      intro,
      fields: fieldViews(await screen.fields(), values, problems),
      ...(await screen.more?.(values)),
    };
  };

  router.get(path, async (req, res) => {
    const tried = tries.filter((name) => typeof req.query[name] === 'string');
    const typed = Object.fromEntries(tried.map((name) => [name, req.query[name]]));
    const values = tried.length ? { ...(await storedValues(db, declared)), ...typed } : undefined;
    res.render(template, await view(req, values));
  });

  router.post(path, async (req, res) => {
    const typed = fieldValues(await screen.fields(), req.body);
    try {
      await db.transaction(async (transaction) => {
        const before = await storedValues(transaction, declared);
        for (const one of declared) await saveSettings(transaction, one, ofRoom(one, typed));
        const now = await storedValues(transaction, declared);
        const isChanged = (name: string) => JSON.stringify(now[name]) !== JSON.stringify(before[name]);
        await saved?.(transaction, Object.keys(typed).filter(isChanged));
      });
      forgetSettings(db);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      res.status(422).render(template, await view(req, typed, error.fields));
      return;
    }
    leaveNotice(req, 'Saved.');
    res.redirect(303, `/admin${path}`);
  });

  return router;
}

async function storedValues(db: Database, declared: DeclaredSettings[]): Promise<Record<string, unknown>> {
  const all = [];
  for (const one of declared) all.push(await settings(db, one));
  return Object.assign({}, ...all) as Record<string, unknown>;
}

const ofRoom = (declared: DeclaredSettings, typed: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => name in declared.shape));
