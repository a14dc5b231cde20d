// comments/moderation/settings-admin.ts: the Discussion settings screen.
import { Router } from 'express';
import { needs } from '../../accounts/guard.ts';
import { announce } from '../../announcements.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { leaveNotice } from '../../base/admin/notices.ts';
import { badRequest, isHttpError } from '../../base/errors.ts';
import { formBody } from '../../base/http/form-body.ts';
import { saveSettings, settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { discussion } from '../settings.ts';

const path = '/settings/discussion';

export function discussionAdmin(blog: Blog): Router {
  const router = Router();

  router.get(path, needs('manage_options'), async (req, res) => {
    const values = await settings(blog.db, discussion);
    res.render('comments/admin-settings', {
      frame: adminFrame(req, { title: 'Discussion' }),
      values,
      fields: problems(),
    });
  });

  router.post(path, needs('manage_options'), formBody('1mb', 100), async (req, res) => {
    if (!req.body) throw badRequest('The form came without its fields.');
    const given = typed(req.body as Record<string, unknown>);
    try {
      await saveSettings(blog.db, discussion, given);
      await announce(blog, 'settings.saved', { names: Object.keys(given) });
      leaveNotice(req, 'The settings are saved.');
      res.redirect(303, `/admin${path}`);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      const values = { ...(await settings(blog.db, discussion)), ...given };
      const text = 'Not saved: please look at the marked fields.';
      const notice = { kind: 'error' as const, text };
      const frame = adminFrame(req, { title: 'Discussion', notice });
      res
        .status(error.status)
        .render('comments/admin-settings', { frame, values, fields: problems(error.fields) });
    }
  });

  return router;
}

/** A box that is not ticked is not sent: for the screen's own fields that means no. */
function typed(body: Record<string, unknown>): Record<string, unknown> {
  const off = discussion.parse({});
  return Object.fromEntries(
    Object.entries(off).flatMap(([name, initial]): [string, unknown][] => {
      const value = body[name];
      if (typeof initial === 'boolean') return [[name, value !== undefined]];
      return typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : [];
    }),
  );
}

/** Every field has a place for what is wrong with it. */
const problems = (fields: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(Object.keys(discussion.shape).map((name) => [name, ''])),
  ...fields,
});
