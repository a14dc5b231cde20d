// writing/list/form.ts: what the lists of posts and pages are asked: filters, order, page.
import type { User } from '../../accounts/user.ts';
import { pageFrom } from '../../base/http/ids.ts';
import { mayEditOthers } from '../../posts/permissions.ts';
import { postFormats, postStatuses, type PostFormat, type PostStatus } from '../../posts/post.ts';
import type { Sort } from '../../posts/queries/list.ts';
import { readId } from '../../base/http/ids.ts';

/** A list's address, read: WordPress's filters. What is odd was not asked. */
export interface ListAsked {
  type: 'post' | 'page';
  status?: PostStatus;
  is_sticky: boolean;
  /** Whose posts; whoever may not edit others' sees their own. */
  author_id?: number;
  /** Whether only this author's posts may be seen at all. */
  is_own: boolean;
  category?: number;
  tag?: number;
  format?: PostFormat;
  month?: { year: number; month: number };
  search: string;
  sort?: Sort;
  page: number;
  /** The same as texts, without the page, for the links of the list. */
  query: Record<string, string>;
}

export function listAsked(given: Record<string, unknown>, user: User, type: 'post' | 'page'): ListAsked {
  const query = cleanQuery(given, mayEditOthers(user, type));
  const number = (name: string) => (query[name] ? Number(query[name]) : undefined);
  return {
    type,
    status: query.status as PostStatus | undefined,
    is_sticky: query.sticky !== undefined,
    author_id: mayEditOthers(user, type) ? number('author') : user.id,
    is_own: !mayEditOthers(user, type),
    category: number('category'),
    tag: number('tag'),
    format: query.format as PostFormat | undefined,
    month: query.m ? { year: Number(query.m.slice(0, 4)), month: Number(query.m.slice(4)) } : undefined,
    search: query.s ?? '',
    sort: query.orderby
      ? { by: query.orderby as Sort['by'], is_descending: query.order === 'desc' }
      : undefined,
    page: pageFrom(given.page),
    query,
  };
}

/** What each name may say. */
const allowed: Record<string, (given: string) => boolean> = {
  status: (given) => Object.hasOwn(postStatuses, given),
  sticky: (given) => given === '1',
  author: (given) => readId(given) !== undefined,
  m: (given) => /^[1-9]\d{3}(0[1-9]|1[0-2])$/.test(given),
  category: (given) => readId(given) !== undefined,
  tag: (given) => readId(given) !== undefined,
  format: (given) => (postFormats as readonly string[]).includes(given),
  s: (given) => given !== '',
  orderby: (given) => ['title', 'date', 'comments'].includes(given),
  order: (given) => given === 'asc' || given === 'desc',
};

function cleanQuery(given: Record<string, unknown>, mayChooseAuthor: boolean): Record<string, string> {
  const texts = Object.entries(allowed).flatMap(([name, isGood]) => {
    const value = given[name];
    const text = typeof value === 'string' ? value.trim().slice(0, 200) : '';
    return isGood(text) && (name !== 'author' || mayChooseAuthor) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(texts);
}
