// redirects/view.ts: what the screen of redirects shows.
import { pagingView, type PagingView } from '../base/admin/paging.ts';
import { __, _n, N_, translate } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { findTarget } from './find-target.ts';
import { typedRedirect, type TypedRedirect } from './form.ts';
import { listRedirects, missingPages, perPage } from './queries.ts';
import { withoutOrigin, type MatchKind, type RedirectStatus } from './redirect.ts';

const path = '/admin/redirects';
const shownMissing = 20;

const matchLabels: Record<MatchKind, string> = {
  exact: N_('Exactly this address'),
  prefix: N_('This address and all below it'),
  pattern: N_('Pattern (regular expression)'),
};
const statusLabels: Record<RedirectStatus, string> = {
  301: N_('301 Moved permanently'),
  302: N_('302 Found (for now)'),
  307: N_('307 Temporary redirect'),
  308: N_('308 Permanent redirect'),
  410: N_('410 Gone, leads nowhere'),
};

export interface RedirectsView {
  redirects: {
    id: number;
    source: string;
    target: string;
    match_label: string;
    status: number;
    is_active: boolean;
    hits: number;
    /** When it was last followed; '' for never. */
    last_hit: string;
    edit_href: string;
  }[];
  search: string;
  paging: PagingView;
  missing: { path: string; hits: number; sentence: string; lead_href: string }[];
  form: RedirectForm;
  /** What the address that was tried leads to, as a sentence; '' when none was. */
  tried: string;
  try: string;
}

export interface RedirectForm {
  typed: TypedRedirect;
  matches: { value: string; label: string }[];
  statuses: { value: string; label: string }[];
  problem: string;
}

export const redirectForm = (typed: TypedRedirect, problem = ''): RedirectForm => ({
  typed,
  matches: Object.entries(matchLabels).map(([value, label]) => ({ value, label: translate(label) })),
  statuses: Object.entries(statusLabels).map(([value, label]) => ({ value, label: translate(label) })),
  problem,
});

/** @param query the screen's address: `s` searches, `page`, `source` fills the form, `try` tries an address */
export async function redirectsView(
  blog: Blog,
  query: Record<string, unknown>,
  { page, form }: { page: number; form?: RedirectForm },
): Promise<RedirectsView> {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name].trim().slice(0, 500) : '');
  const search = text('s');
  const { timezone_string: zone, date_format } = await settings(blog.db, general);
  const { redirects, total } = await listRedirects(blog.db, { words: search, page });
  return {
    redirects: redirects.map(({ id, source, target, match, status, is_active, hits, last_hit_at }) => ({
      id,
      source,
      target,
      match_label: translate(matchLabels[match]),
      status,
      is_active,
      hits,
      last_hit: last_hit_at ? formatDate(last_hit_at, date_format, { zone }) : '',
      edit_href: `${path}/${id}`,
    })),
    search,
    paging: pagingView(path, { s: search }, { page, total, per_page: perPage }),
    missing: (await missingPages(blog.db, shownMissing)).map(({ path: lost, hits, referrer }) => ({
      path: lost,
      hits,
      sentence: sentenceOf(hits, referrer),
      lead_href: `${path}?${new URLSearchParams({ source: lost }).toString()}#add`,
    })),
    form: form ?? redirectForm(typedRedirect({ source: text('source') })),
    try: text('try'),
    tried: text('try') && (await tried(blog, text('try'))),
  };
}

function sentenceOf(hits: number, referrer: string): string {
  if (!referrer) return _n('One reader came here', '%s readers came here', hits);
  return _n(
    'One reader came here from %2$s',
    '%1$s readers came here, the last from %2$s',
    hits,
    hits,
    referrer,
  );
}

async function tried(blog: Blog, typed: string): Promise<string> {
  const address = withoutOrigin(typed, blog.url);
  if (!address.startsWith('/')) return __('Write an address of this site, such as /old-page/.');
  const found = await findTarget(blog, address);
  if (!found) return __('No redirect applies to %s.', address);
  if (found.status === 410) return __('%s is answered with 410 Gone.', address);
  return __(
    /* translators: two addresses and the answer’s number */ '%1$s leads to %2$s (%3$s).',
    address,
    found.address,
    found.status,
  );
}
