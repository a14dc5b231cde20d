// import/blogger/records.ts: entries of Blogger as records.
import { comment, item, metaPairs, tag } from '../make.ts';
import { slugFrom } from '../records/slug.ts';
import { seoKeys } from '../records/seo.ts';
import type { WxrComment, WxrItem } from '../wxr/wxr.ts';
import type { Entry } from './entries.ts';
import { withLarge } from './pictures.ts';

export function postOf(entry: Entry, site: string): WxrItem {
  const { address } = entry;
  const link = address.startsWith('/') ? `${site}${address}` : address;
  const [, name = ''] = /([^/]+?)(?:\.html?)?$/.exec(link.split(/[?#]/)[0] ?? '') ?? [];
  return item(
    {
      post_id: entry.id,
      post_type: entry.kind === 'page' ? 'page' : 'post',
      title: entry.title,
      post_name: link && !entry.is_draft ? name : '',
      status: statusOf(entry),
      post_date_gmt: entry.published,
      post_modified_gmt: entry.updated,
      link,
      creator: entry.author.name,
      comment_status: 'open',
      ping_status: 'closed',
    },
    {
      content: withLarge(entry.content),
      // The labels of a blog are words for its posts, without an order above them.
      terms: entry.labels.map((label) => tag(slugFrom(label), label)),
      meta: metaPairs({ [seoKeys.descriptions[0]!]: entry.description }),
    },
  );
}

/** Blogger calls both live: what is not out yet comes out at its date, all else is out. */
const statusOf = ({ is_draft }: Entry): string => (is_draft ? 'draft' : 'future');

export const commentOf = (entry: Entry): WxrComment =>
  comment({
    id: `blogger-${numberIn(entry.id)}`,
    parent: entry.parent ? `blogger-${entry.parent}` : '',
    author: entry.author.name || 'Anonymous',
    author_email: realEmail(entry.author.email),
    author_url: entry.author.uri,
    date_gmt: entry.published,
    approved: stateOf(entry),
    content: entry.content,
  });

function stateOf({ is_spam, is_gone, is_waiting, is_draft }: Entry): string {
  if (is_spam) return 'spam';
  if (is_gone) return 'trash';
  return is_waiting || is_draft ? '0' : '1';
}

/** `tag:blogger.com,1999:blog-1.post-2` ends in the number that others name. */
const numberIn = (id: string): string => /(\d+)$/.exec(id)?.[1] ?? id;

/** Blogger writes one address for everybody. */
const realEmail = (email: string): string => (/^noreply@blogger\.com$/i.test(email) ? '' : email);
