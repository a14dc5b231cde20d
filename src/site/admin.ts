// site/admin.ts: Settings → General, Writing, Reading, Permalinks, Privacy, and the outbox of letters.
import { Router } from 'express';
import { needs } from '../accounts/guard.ts';
import { membership } from '../accounts/settings.ts';
import { announce } from '../announcements.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { pagingView } from '../base/admin/paging.ts';
import { settingsScreen } from '../base/admin/settings-screen.ts';
import type { Database } from '../base/database/database.ts';
import { pageFrom } from '../base/http/ids.ts';
import type { LetterStatus } from '../base/mail/letter.ts';
import { countLetters, recentLetters } from '../base/mail/queries.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { hubSettings } from '../feeds/settings.ts';
import { hitSettings } from '../hits/settings.ts';
import { updateServices } from '../linkbacks/settings.ts';
import { rememberPermalinks } from '../posts/addresses/former-permalinks.ts';
import { publishedPages } from '../writing/queries/choices.ts';
import { permalinks, privacy, reading, revisionRules, trashRules, writingRules } from '../posts/settings.ts';
import { writing } from '../terms/settings.ts';
import { allTerms } from '../terms/queries.ts';
import {
  generalFields,
  permalinkFields,
  privacyFields,
  readingFields,
  writingFields,
} from './admin-fields.ts';
import { iconAdmin } from './icon-admin.ts';
import { permalinksView } from './permalinks-view.ts';

export function siteAdmin(blog: Blog): Router {
  const router = Router();
  const guard = needs('manage_options');
  const saved = (db: Database, names: string[]) => announce({ db }, 'settings.saved', { names });

  router.use(
    settingsScreen(blog, {
      path: '/settings/general',
      title: 'General settings',
      guard,
      declared: [general, membership, revisionRules, trashRules],
      fields: generalFields,
      saved,
    }),
    settingsScreen(blog, {
      path: '/settings/writing',
      title: 'Writing settings',
      guard,
      declared: [writing, writingRules, updateServices, hubSettings],
      fields: async () => writingFields(await allTerms(blog.db, 'category')),
      saved,
    }),
    settingsScreen(blog, {
      path: '/settings/reading',
      title: 'Reading settings',
      guard,
      declared: [reading, general.pick({ blog_public: true }), hitSettings],
      fields: async () => readingFields(await publishedPages(blog.db)),
      saved,
    }),
    settingsScreen(blog, {
      path: '/settings/permalinks',
      title: 'Permalinks',
      guard,
      declared: [permalinks],
      fields: permalinkFields,
      template: 'site/admin-permalinks',
      more: ({ permalink_structure }) => permalinksView(blog, permalink_structure),
      tries: Object.keys(permalinks.shape),
      saved: async (db, names) => {
        await rememberPermalinks(db);
        await saved(db, names);
      },
    }),
    settingsScreen(blog, {
      path: '/settings/privacy',
      title: 'Privacy',
      intro: 'One page can say what this site keeps of its readers, why, and for how long.',
      guard,
      declared: [privacy],
      fields: async () => privacyFields(await publishedPages(blog.db)),
      saved,
    }),
  );

  router.use(iconAdmin(blog, guard));
  router.get('/outbox', guard, async (req, res) => {
    const frame = adminFrame(req, { title: 'Outbox' });
    res.render('site/admin-outbox', {
      frame,
      ...(await outboxView(blog, req.query.status, pageFrom(req.query.page))),
    });
  });
  router.get('/settings', guard, (_req, res) => res.redirect(302, '/admin/settings/general'));

  return router;
}

const statuses: LetterStatus[] = ['waiting', 'sent', 'failed'];

async function outboxView(blog: Blog, asked: unknown, page: number) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const status = statuses.find((one) => one === asked);
  const counts = await countLetters(blog.db);
  const total = status ? counts[status] : statuses.reduce((sum, one) => sum + counts[one], 0);
  const per_page = 20;
  const letters = await recentLetters(blog.db, { status, limit: per_page, offset: (page - 1) * per_page });
  return {
    is_sending: Boolean(blog.config.SMTP_URL),
    letters: letters.map(({ id, to_address, subject, body, status, error, created_at }) => ({
      id,
      to_address,
      subject,
      body,
      status,
      error: error ?? '',
      date: formatDate(created_at, `${date_format}, ${time_format}`, { zone }),
    })),
    paging: pagingView('/admin/outbox', { status: status ?? '' }, { page, total, per_page }),
  };
}
