// site/admin.ts: Settings → General, Writing, Reading, Permalinks, Privacy, and the outbox of letters.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { settingsSaved } from '../announcements.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { pagingView } from '../base/admin/paging.ts';
import { settingsScreen } from '../base/admin/settings-screen.ts';
import { pageFrom } from '../base/http/ids.ts';
import { __, N_, translate } from '../base/language/gettext.ts';
import type { EmailStatus } from '../base/mail/email.ts';
import { countEmails, recentEmails } from '../base/mail/queries.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { permalinks } from '../posts/settings.ts';
import { iconAdmin } from './icon-admin.ts';
import { permalinksView } from './permalinks-view.ts';
import {
  generalScreen,
  permalinksScreen,
  privacyScreen,
  readingScreen,
  writingScreen,
} from './settings-screens.ts';

export function siteAdmin(blog: Blog): Router {
  const router = Router();
  const guard = needs('manage_options');
  const work = { guard, announce: settingsSaved };

  for (const screen of [generalScreen, writingScreen, readingScreen, privacyScreen])
    router.use(settingsScreen(blog, screen, work));
  router.use(
    settingsScreen(blog, permalinksScreen, {
      ...work,
      more: ({ permalink_structure }) => permalinksView(blog, permalink_structure),
      tries: Object.keys(permalinks.shape),
    }),
  );
  router.use(iconAdmin(blog, guard));
  router.get('/outbox', guard, async function showOutbox(req, res) {
    const frame = await adminFrame(blog, req, { title: __('Outbox') });
    res.render('site/admin-outbox', {
      frame,
      ...(await outboxView(blog, req.query.status, pageFrom(req.query.page))),
    });
  });
  router.get('/settings', guard, function leadToGeneral(_req, res) {
    return res.redirect(302, '/admin/settings/general');
  });

  return router;
}

const statuses: EmailStatus[] = ['waiting', 'sent', 'failed'];
const statusWords: Record<EmailStatus, string> = {
  waiting: N_('waiting'),
  sent: N_('sent'),
  failed: N_('failed'),
};

async function outboxView(blog: Blog, asked: unknown, page: number) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const status = statuses.find((one) => one === asked);
  const counts = await countEmails(blog.db);
  const total = status ? counts[status] : statuses.reduce((sum, one) => sum + counts[one], 0);
  const per_page = 20;
  const letters = await recentEmails(blog.db, { status, limit: per_page, offset: (page - 1) * per_page });
  return {
    is_sending: Boolean(blog.config.SMTP_URL),
    letters: letters.map(({ id, to_address, subject, body, status, error, created_at }) => ({
      id,
      to_address,
      subject,
      body,
      status: translate(statusWords[status]),
      error: error ?? '',
      date: formatDate(created_at, `${date_format}, ${time_format}`, { zone }),
    })),
    paging: pagingView('/admin/outbox', { status: status ?? '' }, { page, total, per_page }),
  };
}
