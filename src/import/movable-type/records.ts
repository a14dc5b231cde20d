// import/movable-type/records.ts: entries of the Movable Type format as records.
import { category, comment, item, metaPairs, tag } from '../make.ts';
import { slugFrom } from '../records/slug.ts';
import { ownField } from '../wxr/own-fields.ts';
import type { WxrComment, WxrItem } from '../wxr/wxr.ts';
import type { MtEntry, MtReply } from './entry.ts';

/** @param site its address, for posts whose own the file does not name */
export function postOf(entry: MtEntry, site: string): WxrItem {
  const { fields, replies } = entry;
  const field = (name: string) => fields[name] ?? '';
  const date = localDate(field('DATE'));
  const basename = field('BASENAME');
  const isMarkdown = /^markdown/i.test(field('CONVERT BREAKS'));
  return item(
    {
      post_id: `mt-${basename || field('TITLE').slice(0, 100)} ${date}`,
      post_type: 'post',
      title: field('TITLE'),
      post_name: basename,
      status: statuses.get(field('STATUS').toLowerCase()) ?? 'publish',
      post_date: date,
      link: field('UNIQUE URL') || usualAddress(site, date, basename),
      creator: field('AUTHOR'),
      comment_status: field('ALLOW COMMENTS') === '1' ? 'open' : 'closed',
      ping_status: field('ALLOW PINGS') === '1' ? 'open' : 'closed',
    },
    {
      content: contentOf(entry),
      excerpt: textOf(entry, 'EXCERPT'),
      terms: [...categoriesOf(entry), ...tagsOf(field('TAGS') || textOf(entry, 'KEYWORDS'))],
      meta: metaPairs({ [ownField('content_format')]: isMarkdown ? 'markdown' : '' }),
      comments: replies.map(replyOf),
    },
  );
}

const statuses = new Map(Object.entries({ draft: 'draft', review: 'pending', future: 'future' }));

/** `01/31/2002 03:31:05 PM`, also by 24 hours, as the clocks of the blog showed it. */
function localDate(given: string): string {
  const [, month, day, year, hour, minute, second = '00', half] =
    /^(\d\d?)\/(\d\d?)\/(\d{4}) (\d\d?):(\d\d)(?::(\d\d))?(?: ([AP]M))?$/i.exec(given.trim()) ?? [];
  if (!year) return '';
  const hours = half ? (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(hour);
  const two = (value: number | string | undefined) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hours)}:${minute}:${second}`;
}

/** Where Movable Type puts an entry, unless it is told otherwise. */
function usualAddress(site: string, date: string, basename: string): string {
  const [, year, month] = /^(\d{4})-(\d\d)/.exec(date) ?? [];
  return year && basename ? `${site}/${year}/${month}/${basename.replaceAll('_', '-')}.html` : '';
}

function textOf({ texts }: MtEntry, name: string): string {
  return (texts[name] ?? []).join('\n').trim();
}

function contentOf(entry: MtEntry): string {
  const [body, more] = [textOf(entry, 'BODY'), textOf(entry, 'EXTENDED BODY')];
  return more ? `${body}\n\n<!--more-->\n\n${more}` : body;
}

function categoriesOf({ fields, categories }: MtEntry) {
  const names = [fields['PRIMARY CATEGORY'] ?? '', ...categories].filter(Boolean);
  return [...new Set(names)].map((name) => category(slugFrom(name), name));
}

/** Words with commas between them; those of several words stand in quotation marks. */
function tagsOf(given: string) {
  const names = [...given.matchAll(/"([^"]{1,200})"|([^,"]{1,200})/g)].map(
    ([, quoted, plain = '']) => quoted ?? plain.trim(),
  );
  return [...new Set(names.filter(Boolean))].map((name) => tag(slugFrom(name), name));
}

function replyOf({ kind, fields, lines }: MtReply): WxrComment {
  const words = lines.join('\n').trim();
  const isPing = kind === 'PING';
  const title = fields.TITLE ?? '';
  return comment({
    type: isPing ? 'trackback' : '',
    author: (isPing ? fields['BLOG NAME'] || title : fields.AUTHOR) || 'Anonymous',
    author_email: fields.EMAIL ?? '',
    author_url: fields.URL ?? '',
    author_IP: fields.IP ?? '',
    date: localDate(fields.DATE ?? ''),
    approved: '1',
    content: isPing && title ? `<strong>${escaped(title)}</strong>\n\n${words}` : words,
  });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
