// embeds/admin.ts: Settings → Embeds with the owner's own providers, and Tools → Embeds: what is known of each link.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { needs } from '../accounts/guard.ts';
import { settingsSaved } from '../announcements.ts';
import { fieldView } from '../base/admin/fields.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { settingsScreen, type SettingsScreen } from '../base/admin/settings-screen.ts';
import { notFound } from '../base/errors.ts';
import { fieldsOf, formBody } from '../base/http/form-body.ts';
import { pageFrom } from '../base/http/ids.ts';
import { __, N_ } from '../base/language/gettext.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { embedsListView } from './admin-view.ts';
import { addProvider, removeProvider } from './providers/change-providers.ts';
import { providerForm } from './providers/custom-providers.ts';
import { providersTold } from './providers/providers.ts';
import { refetchEmbed } from './fetching/refresh.ts';
import { embedSettings } from './settings.ts';

export const embedsScreen: SettingsScreen = {
  name: 'embeds',
  title: N_('Embeds'),
  declared: [embedSettings],
  template: 'embeds/admin-settings',
};

const providersPath = '/settings/embed-providers';

export function embedsAdmin(blog: Blog): Router {
  const router = Router();
  router.use('/embeds', needs('edit_others_posts'), formBody());
  router.use(providersPath, needs('manage_options'), formBody());

  router.use(settingsScreen(blog, embedsScreen, { guard: needs('manage_options'), announce: settingsSaved }));

  router.get(providersPath, showProviders.bind(null, blog));
  router.post(`${providersPath}/add`, takeProvider.bind(null, blog));
  router.post(`${providersPath}/remove`, dropProvider.bind(null, blog));
  router.get('/embeds', listEmbeds.bind(null, blog));
  router.post('/embeds/look-again', refetchOne.bind(null, blog));

  return router;
}

async function showProviders(blog: Blog, req: Request, res: Response) {
  const frame = await adminFrame(blog, req, { title: __('Embed providers') });
  res.render('embeds/admin-providers', { frame, ...(await providersView(blog)) });
}

async function takeProvider(blog: Blog, req: Request, res: Response) {
  const typed = typedProvider(req.body);
  const form = providerForm.safeParse(typed);
  const problem = form.success ? await addProvider(blog, form.data) : '';
  if (form.success && !problem) {
    leaveNotice(
      req,
      __(
        /* translators: name of a service */ '%s speaks for its addresses now; texts that hold them follow.',
        form.data.name,
      ),
    );
    res.redirect(303, `/admin${providersPath}`);
    return;
  }
  const { fieldErrors } = form.success ? { fieldErrors: { pattern: [problem] } } : z.flattenError(form.error);
  const notice = { kind: 'error' as const, text: __('Not added: please look at the marked fields.') };
  const frame = await adminFrame(blog, req, { title: __('Embed providers'), notice });
  res.status(422).render('embeds/admin-providers', {
    frame,
    ...(await providersView(blog, typed, fieldErrors)),
  });
}

async function dropProvider(blog: Blog, req: Request, res: Response) {
  const { pattern } = fieldsOf(req);
  const isGone = typeof pattern === 'string' && (await removeProvider(blog, pattern));
  leaveNotice(
    req,
    isGone ? __('Removed; its addresses are ordinary pages again.') : __('It is not there any more.'),
  );
  res.redirect(303, `/admin${providersPath}`);
}

async function listEmbeds(blog: Blog, req: Request, res: Response) {
  const asked = { state: req.query.state, s: req.query.s, page: pageFrom(req.query.page) };
  const frame = await adminFrame(blog, req, { title: __('Embeds') });
  res.render('embeds/admin-list', { frame, ...(await embedsListView(blog, asked)) });
}

async function refetchOne(blog: Blog, req: Request, res: Response) {
  const { url } = fieldsOf(req);
  if (typeof url !== 'string' || !(await refetchEmbed(blog, url))) throw notFound('embed');
  leaveNotice(req, __('It is looked at again now.'));
  res.redirect(303, '/admin/embeds');
}

type Typed = Record<'name' | 'pattern' | 'endpoint', string>;

const typedProvider = (body: unknown): Typed => {
  const given = (body ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return { name: text('name'), pattern: text('pattern'), endpoint: text('endpoint') };
};

async function providersView(
  blog: Blog,
  typed: Typed = { name: '', pattern: '', endpoint: '' },
  problems: { [Name in keyof Typed]?: string[] } = {},
) {
  const { embed_providers } = await settings(blog.db, embedSettings);
  const field = (name: keyof Typed, label: string, help: string) =>
    fieldView({ name, label, help, kind: 'text', max: 500, is_required: true }, typed[name], {
      problem: problems[name]?.[0] ?? '',
    });
  return {
    providers: embed_providers,
    built_in: providersTold,
    fields: [
      field('name', __('Name'), __('As people call the service.')),
      field('pattern', __('Addresses'), __('Such as https://video.example/watch/*; * stands for anything.')),
      field('endpoint', __('oEmbed address'), __('Such as https://video.example/oembed.')),
    ],
  };
}
