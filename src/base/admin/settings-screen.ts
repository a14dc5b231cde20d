// base/admin/settings-screen.ts: a screen that shows and saves the settings declared for it.
import { Router, type Request, type RequestHandler } from 'express';
import type { Database } from '../database/database.ts';
import { badRequest, isHttpError } from '../errors.ts';
import { fieldsOf, formBody } from '../http/form-body.ts';
import { __, translate } from '../language/gettext.ts';
import { changeSettings, valuesOf, type Announce } from '../settings/change.ts';
import { settingsIn, type ChoiceSource, type Setting } from '../settings/declare.ts';
import type { DeclaredSettings } from '../settings/settings.ts';
import { fieldGroups, fieldValues, heldSettings } from './fields.ts';
import { adminFrame, type WithMenu } from './frame.ts';
import type { MenuItem } from './menu.ts';
import { leaveNotice } from './notices.ts';

export interface SettingsScreen {
  /** As declarations name it; the address is /admin/settings/NAME. */
  name: string;
  /** In the menu. */
  title: string;
  /** Above the screen; without it, the title and “settings”. */
  heading?: string;
  intro?: string;
  /** Features' declarations; those settings of them are shown that name this screen, in this order. */
  declared: DeclaredSettings[];
  /** `feature/page`, when the screen shows more than its fields. */
  template?: string;
  /** Bytes of a form, as formBody takes them. */
  limit?: string;
}

export interface ScreenWork {
  /** Keeps the screen for those who may change settings. */
  guard: RequestHandler;
  announce: Announce;
  /** What the template shows more; takes the values in the fields, which may be wrong. */
  more?: (values: Record<string, unknown>) => Promise<object>;
  /** Fields that the address may fill, to look before anything is saved. */
  tries?: string[];
  /** What the template shows of a form whose button is named `try`: nothing is saved then. */
  trial?: (typed: Record<string, unknown>) => Promise<object>;
}

/** The screen's line under Settings, with its settings for the search for places. */
export const settingsMenuItem = (screen: SettingsScreen, position: number): MenuItem => ({
  title: screen.title,
  path: `/admin/settings/${screen.name}`,
  position,
  capability: 'manage_options',
  under: 'Settings',
  holds: heldSettings(settingsOn(screen)),
});

/** Makes the screen: GET shows it, POST saves and comes back, with 422 and all that was typed when a field is wrong. */
export function settingsScreen(blog: ScreenBlog, screen: SettingsScreen, work: ScreenWork): Router {
  const { declared, template = 'admin/settings', limit = '512kb' } = screen;
  const { guard, announce, tries = [] } = work;
  const path = `/settings/${screen.name}`;
  const router = Router();
  router.use(path, guard, formBody(limit, 500));

  router.get(path, async function showSettings(req, res) {
    const tried = tries.filter((name) => typeof req.query[name] === 'string');
    const typed = Object.fromEntries(tried.map((name) => [name, req.query[name]]));
    res.render(template, await screenView(blog, req, { screen, work, typed }));
  });

  router.post(path, async function saveTyped(req, res) {
    // Of an empty form nothing is known, least of all that every box was unticked.
    if (req.is('urlencoded') === false) throw badRequest(__('The form came without its fields.'));
    const typed = req.body ? fieldValues(settingsOn(screen), req.body) : {};
    if (work.trial && fieldsOf(req).try !== undefined) {
      const tried = await work.trial(typed);
      res.render(template, { ...(await screenView(blog, req, { screen, work, typed })), ...tried });
      return;
    }
    try {
      await changeSettings(blog.db, declared, typed, announce);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      const view = await screenView(blog, req, { screen, work, typed, problems: error.fields });
      res.status(422).render(template, view);
      return;
    }
    leaveNotice(req, __('Settings saved.'));
    res.redirect(303, `/admin${path}`);
  });

  return router;
}

type ScreenBlog = WithMenu & ChoiceSource & { db: Database };

interface Shown {
  screen: SettingsScreen;
  work: ScreenWork;
  /** What was typed, in the place of what is stored. */
  typed: Record<string, unknown>;
  problems?: Record<string, string>;
}

async function screenView(blog: ScreenBlog, req: Request, { screen, work, typed, problems }: Shown) {
  const { name, title, heading, intro, declared } = screen;
  const values = { ...(await valuesOf(blog.db, declared)), ...typed };
  const text = __('Not saved: please look at the marked fields.');
  const said = heading
    ? translate(heading)
    : __(/* translators: title of a screen, such as Reading */ '%s settings', translate(title));
  const notice = problems && { kind: 'error' as const, text };
  return {
    frame: await adminFrame(blog, req, { title: said, ...(notice && { notice }) }),
    action: `/admin/settings/${name}`,
    intro: intro ? translate(intro) : '',
    groups: await fieldGroups(blog, settingsOn(screen), values, problems),
    ...(await work.more?.(values)),
  };
}

const settingsOn = ({ name, declared }: SettingsScreen): Setting[] =>
  settingsIn(declared).filter(({ screen }) => screen === name);
