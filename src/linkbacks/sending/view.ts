// linkbacks/sending/view.ts: what was told to others, as the admin shows it.
import { __, N_, translate } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import type { MetaBox } from '../../blog.ts';
import { type ListedSent, countSent, listSent } from './queries.ts';
import type { SentLinkback } from './sent.ts';

const words: Record<SentLinkback['status'], string> = {
  waiting: N_('Waiting'),
  accepted: N_('Accepted'),
  refused: N_('Refused'),
  none: N_('Takes none'),
  failed: N_('Not reached'),
};

/** Rows of the list. */
export async function sentView(blog: Blog, rows: ListedSent[]) {
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const format = `${date_format}, ${time_format}`;
  return rows.map(({ id, post_id, type, title, target, protocol, endpoint, sent_at, ...row }) => ({
    id,
    title: type === null ? __('(deleted)') : title || __('(no title)'),
    href: type === null ? '' : `/admin/${type}s/${post_id}`,
    is_answer: row.comment_id > 0,
    target,
    protocol: protocol ?? '',
    endpoint: endpoint && endpoint !== target ? endpoint : '',
    status: translate(words[row.status]),
    tries: row.tries,
    said: row.said,
    date: sent_at ? formatDate(sent_at, format, { zone }) : '',
  }));
}

const mostLines = 20;

/** On the write screen: who was told of the post, and what they said. */
export async function sentLinkbacksBox(blog: Blog, post_id: number): Promise<MetaBox | undefined> {
  const rows = await listSent(blog.db, { post_id, limit: mostLines, offset: 0 });
  if (!rows.length) return undefined;
  const total = rows.length < mostLines ? rows.length : await countSent(blog.db, post_id);
  return {
    title: __('Who was told of the links'),
    lines: rows.map(({ target, status, said }) => ({
      text: target,
      state: translate(words[status]),
      note: said,
    })),
    link: {
      title: total > rows.length ? __('All %s, and tell again', total) : __('See more, or tell again'),
      href: `/admin/linkbacks?post=${post_id}`,
    },
  };
}
