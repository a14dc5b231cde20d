// comments/moderation/list-screen.ts: gathers what the moderation list shows.
import type { Request } from 'express';
import { screenOptions, screenOptionsView } from '../../accounts/screen-options.ts';
import { may } from '../../accounts/user.ts';
import { adminFrame } from '../../base/admin/frame.ts';
import { __, _n, N_ } from '../../base/language/gettext.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { findPost } from '../../posts/queries/find.ts';
import { avatarsOf } from '../avatar.ts';
import { mayModerate } from '../comment.ts';
import { timesOf } from '../dates.ts';
import { filesOf } from '../files.ts';
import { picturesOf } from '../queries/pictures.ts';
import { discussion } from '../settings.ts';
import { judgementsOf } from '../spam/queries.ts';
import { listAddress, listAskedIn, listFilter, placeIn, placeText, type ListAsked } from './form.ts';
import {
  countByView,
  listedRows,
  listPlaces,
  stillListed,
  type ListFilter,
  type Place,
} from './list-queries.ts';
import { panelView } from './one-screen.ts';
import { searchPlaces } from './search-queries.ts';
import { bulkActions, rowView, viewLinks, type RowView } from './view.ts';

/** Columns that may be hidden; text and author’s name always stay. */
export const listColumns = [
  { name: 'author', title: N_('Email, site and address') },
  { name: 'response', title: N_('Where it stands') },
  { name: 'attachments', title: N_('Files') },
];

interface Page {
  places: Place[];
  /** '' at the ends. */
  older: string;
  newer: string;
  /** How many match, where that is known. */
  found: number | undefined;
}

/** The list with its counters, filters and paging, and one of its comments beside it. */
export async function listScreen(blog: Blog, req: Request, asked: ListAsked) {
  const filter = listFilter(req, asked);
  const options = screenOptions(req.user!, 'comments', listColumns);
  const [page, counters, post] = await Promise.all([
    pageOf(blog, filter, asked, options.per_page),
    countByView(blog.db, filter),
    asked.post ? findPost(blog.db, asked.post) : undefined,
  ]);
  const ids = page.places.map(({ id }) => id);
  const current = asked.comment && ids.includes(asked.comment) ? asked.comment : ids[0];
  const back = listAddress(asked, { before: asked.before, after: asked.after });
  const [rows, panel] = await Promise.all([
    rowsOf(blog, req, ids, { ...asked, comment: current ?? 0 }),
    current ? panelView(blog, req, current, { back }) : undefined,
  ]);
  return {
    frame: await adminFrame(blog, req, { title: __('Comments') }),
    views: viewLinks(asked, counters),
    comments: rows,
    panel,
    found: foundLabel(page.found),
    columns: options.shown,
    options: screenOptionsView('/admin/comments', listColumns, options),
    bulk: bulkActions(asked.status),
    empties:
      may(req.user, 'moderate_comments') && ['spam', 'trash'].includes(asked.status) && rows.length > 0,
    asked,
    narrowed: narrowedTo(asked, post?.title),
    back,
    older: page.older,
    newer: page.newer,
  };
}

async function pageOf(blog: Blog, filter: ListFilter, asked: ListAsked, perPage: number): Promise<Page> {
  const [before, after] = [placeIn(asked.before), placeIn(asked.after)];
  const slice = { limit: perPage + 1, before, after: before ? undefined : after };
  const { places, stopped, found } = filter.search
    ? await searchPlaces(blog.db, filter, slice)
    : { places: await listPlaces(blog.db, filter, slice), stopped: undefined, found: undefined };
  const hasMore = places.length > perPage;
  // One more than fits was asked for, to know whether there is more in the direction of reading.
  const shown = !hasMore ? places : slice.after ? places.slice(1) : places.slice(0, perPage);
  const [first, last] = [shown[0], shown.at(-1)];
  const olderThan = (place?: Place) => (place ? listAddress(asked, { before: placeText(place) }) : '');
  const newerThan = (place?: Place) => (place ? listAddress(asked, { after: placeText(place) }) : '');
  const goesOn = hasMore ? (slice.after ? first : last) : stopped;
  return {
    places: shown,
    found,
    older: slice.after ? olderThan(last ?? slice.after) : olderThan(goesOn),
    newer: slice.after ? newerThan(goesOn) : before ? newerThan(first ?? before) : '',
  };
}

/** The newest comments that wait for whoever asks, for the dashboard. */
export async function pendingRows(blog: Blog, req: Request, limit: number): Promise<RowView[]> {
  const asked = listAskedIn('/admin/comments?status=hold');
  const places = await listPlaces(blog.db, listFilter(req, asked), { limit });
  return rowsOf(
    blog,
    req,
    places.map(({ id }) => id),
    asked,
  );
}

/** The rows of some comments, as far as the user may know of them. */
async function rowsOf(blog: Blog, req: Request, ids: number[], asked: ListAsked): Promise<RowView[]> {
  const rows = await listedRows(blog.db, ids);
  const shown = rows.map(({ id }) => id);
  const users = rows.map(({ user_id }) => user_id);
  const [files, judgements, pictures, rules, timeOf] = await Promise.all([
    filesOf(blog, rows, { isSigned: true }),
    judgementsOf(blog.db, shown),
    picturesOf(blog.db, users),
    settings(blog.db, discussion),
    timesOf(blog),
  ]);
  const avatarOf = avatarsOf(blog, rules, pictures);
  return rows.map((row) =>
    rowView(row, {
      timeOf,
      avatarOf,
      asked,
      attachments: files.get(row.id),
      judgement: judgements.get(row.id),
      may_moderate: mayModerate(req.user, row.post),
      is_current: row.id === asked.comment,
    }),
  );
}

/** The rows of those comments that a list still shows after something was done with them. */
export async function rowsStillListed(
  blog: Blog,
  req: Request,
  ids: number[],
  asked: ListAsked,
): Promise<RowView[]> {
  const listed = await stillListed(blog.db, listFilter(req, asked), ids);
  return rowsOf(blog, req, listed, asked);
}

/** Of a search; the numbers of views stand above the list. */
function foundLabel(found: number | undefined): string {
  if (found === undefined) return '';
  return _n('One comment', '%s comments', found);
}

/** What the list is narrowed to besides its view, each with the way out. */
function narrowedTo(
  asked: ListAsked,
  title: string | undefined,
): { label: string; value: string; href: string }[] {
  const one = (name: 'post' | 'email' | 'ip' | 'network' | 's', label: string, value: string) =>
    asked[name] ? [{ label, value, href: listAddress(asked, { [name]: name === 'post' ? 0 : '' }) }] : [];
  return [
    ...one('post', __('Post'), title || __('Post %s', asked.post)),
    ...one('email', __('Commenter'), asked.email),
    ...one('ip', __('Address'), asked.ip),
    ...one('network', __('Network of'), asked.network),
    ...one('s', __('Search'), asked.s),
  ];
}
