// import/wordpress-site/pages.ts: a list of a running WordPress, page by page.
import { readId } from '../../base/http/ids.ts';
import type { OldSite } from './ask.ts';
import type { Collection } from './collections.ts';
import { idsOf } from './records.ts';

/** What may be seen, in the name that is asked in. */
export const contextOf = ({ is_signed }: OldSite): Record<string, string> => ({
  context: is_signed ? 'edit' : 'view',
});

/** Of one list: two million things. */
const mostPages = 20_000;

/** All pages of a list, with the fields that are asked for: until one brings no id behind those before it. */
export async function* pages(site: OldSite, { route, query }: Collection, fields: Record<string, string>) {
  let last = -2;
  for (let page = 1; page <= mostPages; page += 1) {
    const order = { per_page: '100', page: String(page), orderby: 'id', order: 'asc' };
    const answer = await site.ask(route, { ...contextOf(site), ...query, ...order, ...fields });
    if (answer.status !== 200 || !answer.rows.length) return;
    const highest = Math.max(-1, ...idsOf(answer.rows).map((id) => readId(id) ?? -1));
    if (highest <= last) return;
    last = highest;
    yield answer.rows;
  }
}
