// library/list.ts: the library as a grid or a list: its filters, counts and pages.
import type { Request } from 'express';
import { screenOptions, screenOptionsView, type Column } from '../accounts/screen-options.ts';
import { may } from '../accounts/user.ts';
import { pagingView } from '../base/admin/paging.ts';
import { pageFrom } from '../base/http/ids.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate, isoDate, spanOf, zoneName } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { usesOf } from '../media/uses.ts';
import { limitsView } from './upload-rules.ts';
import { tileView } from './view.ts';
import {
  countMedia,
  countsByKind,
  countsByView,
  mediaForList,
  mediaKinds,
  mediaViews,
  monthsOfMedia,
  type MediaFilter,
  type MediaListKind,
  type MediaListView,
} from './queries.ts';

const path = '/admin/media';

export const mediaModes = ['grid', 'list'] as const;
type Mode = (typeof mediaModes)[number];

/** What may be left out, and how many there are before somebody chooses. A grid has no columns. */
export const mediaScreens: Record<Mode, { screen: string; columns: Column[]; usual: number }> = {
  grid: { screen: 'media-grid', columns: [], usual: 30 },
  list: {
    screen: 'media',
    columns: [
      { name: 'alt', title: 'Alternative text' },
      { name: 'uses', title: 'Where it is used' },
      { name: 'size', title: 'Size' },
      { name: 'date', title: 'Date' },
    ],
    usual: 20,
  },
};

const viewNames: Record<MediaListView, string> = {
  all: 'All',
  unattached: 'Unattached',
  undescribed: 'Without alternative text',
  elsewhere: 'Not brought over',
  comments: 'From comments',
};
const kindNames: Record<MediaListKind, string> = {
  image: 'Images',
  audio: 'Audio',
  video: 'Video',
  document: 'Documents',
};

/** The whole screen: views and kinds with counts, months, a page of files with their uses, paging. */
export async function libraryView(blog: Blog, req: Request) {
  const asked = askedOf(req);
  const { timezone_string, date_format } = await settings(blog.db, general);
  const zone = zoneName(timezone_string);
  const filter = filterOf(req, asked, zone);
  const total = await countMedia(blog.db, filter);
  const { screen, columns, usual } = mediaScreens[asked.mode];
  const options = screenOptions(req.user!, screen, columns, usual);
  const slice = sliceOf(req, total, options.per_page);
  const found = await mediaForList(blog.db, filter, slice);
  const uses = await usesOf(
    blog,
    req,
    found.map(({ id }) => id),
  );
  return {
    ...asked,
    limits: limitsView,
    columns: options.shown,
    options: screenOptionsView(`${path}/${asked.mode}`, columns, options),
    is_filtered: Boolean(asked.kind || asked.month || asked.search),
    views: await viewLinks(blog, req, asked),
    modes: mediaModes.map((mode) => ({
      title: mode === 'grid' ? 'Grid' : 'List',
      href: addressOf({ ...asked, mode }),
      is_current: asked.mode === mode,
    })),
    kinds: await kindChoices(blog, filter),
    months: await monthChoices(blog, filter, zone),
    files: found.map((media, index) => ({
      ...tileView(blog, media),
      // Where to go on when its words are saved.
      next_id: (found[index + 1] ?? media).id,
      uses: uses.get(media.id) ?? [],
      date: formatDate(media.uploaded_at, date_format, { zone }),
      time: isoDate(media.uploaded_at, zone),
    })),
    may_bring_all: asked.view === 'elsewhere' && may(req.user, 'import') && total > 0,
    back: addressOf(asked, slice.page),
    paging: pagingView(path, queryOf(asked), { page: slice.page, total, per_page: slice.limit }),
  };
}

type Asked = ReturnType<typeof askedOf>;

function askedOf(req: Request) {
  const { view, kind, month, s, mode } = req.query;
  const mayModerate = may(req.user, 'moderate_comments');
  const chosen = mediaViews.find((one) => one === view) ?? 'all';
  return {
    view: chosen === 'comments' && !mayModerate ? 'all' : chosen,
    kind: mediaKinds.find((one) => one === kind) ?? ('' as const),
    month: typeof month === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) ? month : '',
    search: typeof s === 'string' ? s.trim().slice(0, 200) : '',
    mode: mode === 'list' ? ('list' as const) : ('grid' as const),
  };
}

function filterOf(req: Request, { view, kind, month, search }: Asked, zone: string): MediaFilter {
  const [year, number] = month.split('-').map(Number);
  return {
    view,
    ...(kind && { kind }),
    ...(month && { span: spanOf(zone, year!, number) }),
    ...(search && { search }),
    ...uploaderOf(req),
  };
}

/** Whoever may not edit others' posts sees their own files. */
const uploaderOf = (req: Request) =>
  may(req.user, 'edit_others_posts') ? {} : { uploaded_by: req.user!.id };

/** The last page there is, when one behind it was asked: after deleting, as after guessing. */
function sliceOf(req: Request, total: number, limit: number) {
  const page = Math.min(pageFrom(req.query.page), Math.max(1, Math.ceil(total / limit)));
  return { page, limit, offset: (page - 1) * limit };
}

const queryOf = ({ view, kind, month, search, mode }: Asked): Record<string, string> => ({
  view: view === 'all' ? '' : view,
  kind,
  month,
  s: search,
  mode: mode === 'grid' ? '' : mode,
});

function addressOf(asked: Asked, page = 1): string {
  const query = { ...queryOf(asked), page: page > 1 ? String(page) : '' };
  const filled = Object.entries(query).filter(([, value]) => value !== '');
  return filled.length ? `${path}?${new URLSearchParams(filled).toString()}` : path;
}

async function viewLinks(blog: Blog, req: Request, { view: current, mode }: Asked) {
  const counts = await countsByView(blog.db, uploaderOf(req).uploaded_by);
  return mediaViews
    .filter((view) => view !== 'comments' || may(req.user, 'moderate_comments'))
    .filter((view) => view !== 'elsewhere' || view === current || counts.elsewhere > 0)
    .map((view) => ({
      title: viewNames[view],
      count: counts[view],
      // Words are written in the list.
      href: addressOf({
        view,
        kind: '',
        month: '',
        search: '',
        mode: view === 'undescribed' ? 'list' : mode,
      }),
      is_current: view === current,
    }));
}

async function kindChoices(blog: Blog, filter: MediaFilter) {
  const counts = await countsByKind(blog.db, filter);
  return mediaKinds.map((kind) => ({ value: kind, title: `${kindNames[kind]} (${counts.get(kind) ?? 0})` }));
}

async function monthChoices(blog: Blog, filter: MediaFilter, zone: string) {
  const months = await monthsOfMedia(blog.db, filter, zone);
  return months.map((month) => ({
    value: month,
    title: formatDate(new Date(`${month}-15T12:00:00Z`), 'F Y', { zone }),
  }));
}
