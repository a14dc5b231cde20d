// embeds/admin-view.ts: Tools → Embeds as its screen shows it: each link, its provider, its state, when it was looked at.
import { pagingView } from '../base/admin/paging.ts';
import { __, N_, translate } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { formatDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { readableAddress } from './address.ts';
import { type Embed, type EmbedState, states } from './embed.ts';
import { countStates, listEmbeds } from './list-queries.ts';

const titles: Record<EmbedState, string> = {
  ready: N_('Shown'),
  waiting: N_('Waiting'),
  failing: N_('In doubt'),
  gone: N_('No longer there'),
  failed: N_('Failed'),
};
const per_page = 50;

/** @param asked the query of the screen, as it came: an unknown state shows all */
export async function embedsListView(blog: Blog, asked: { state: unknown; s: unknown; page: number }) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const state = states.find((one) => one === asked.state);
  const words = typeof asked.s === 'string' ? asked.s.replaceAll('\0', '').trim().slice(0, 200) : '';
  const counts = await countStates(blog.db, words);
  const shown: readonly EmbedState[] = state ? [state] : states;
  const total = shown.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  const page = Math.min(asked.page, Math.max(1, Math.ceil(total / per_page)));
  const rows = await listEmbeds(blog.db, { state, words, limit: per_page, offset: (page - 1) * per_page });
  const printed = (date: Date | null) =>
    date ? formatDate(date, `${date_format}, ${time_format}`, { zone }) : '';
  const href = (one: EmbedState | undefined) => {
    const query = new URLSearchParams({ ...(one && { state: one }), ...(words && { s: words }) }).toString();
    return `/admin/embeds${query ? `?${query}` : ''}`;
  };
  return {
    words,
    state: state ?? '',
    views: [undefined, ...states].map((one) => ({
      title: one ? translate(titles[one]) : __('All'),
      href: href(one),
      count: one ? (counts.get(one) ?? 0) : [...counts.values()].reduce((sum, each) => sum + each, 0),
      is_current: one === state,
    })),
    embeds: rows.map((row) => rowView(row, printed)),
    paging: pagingView('/admin/embeds', { state: state ?? '', s: words }, { page, total, per_page }),
  };
}

function rowView(embed: Embed & { state: EmbedState }, printed: (date: Date | null) => string) {
  const { url, title, provider, site_name, state, error, looked_at, due_at, gone_at, failing_since } = embed;
  return {
    url,
    address: readableAddress(url),
    title,
    provider: site_name || provider,
    state: translate(titles[state]),
    since: printed(gone_at ?? failing_since),
    error: error ?? '',
    looked_at: printed(looked_at),
    due_at: printed(due_at),
  };
}
