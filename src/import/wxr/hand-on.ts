// import/wxr/hand-on.ts: what was read of an export becomes records, once it is whole.
import type { XmlFault } from '../../base/xml/faults.ts';
import type { WxrComment, WxrItem, WxrMeta, WxrRecord, WxrSite } from './wxr.ts';

/** Comments handed on at once; a post may have any number. */
const batch = 200;
const batchCharacters = 2_000_000;

/** What is being read. */
export interface State {
  records: WxrRecord[];
  path: string[];
  site: WxrSite | undefined;
  /** Fields of the author, term or comment that is open. */
  fields: Record<string, string>;
  meta: WxrMeta[];
  pair: WxrMeta;
  item: WxrItem | undefined;
  /** Comments of the open item that are not handed on yet. */
  comments: WxrComment[];
  characters: number;
  itemIsOut: boolean;
  attributes: Record<string, string>;
  faults: XmlFault[];
}

export function handOnSite(state: State): void {
  if (state.site) state.records.push(state.site);
  state.site = undefined;
}

const breaksOff = ({ faults }: State): boolean => faults.some(({ kind }) => kind === 'end');

/** Behind a record: what was mended in it. */
export function tellFaults(state: State, item?: { type: string; title: string }): void {
  const faults = state.faults.splice(0);
  const is_lost = item !== undefined && faults.some(({ kind }) => kind === 'end');
  if (faults.length) state.records.push({ kind: 'mended', item, faults, is_lost });
}

export function closeComment(state: State): void {
  if (breaksOff(state)) return;
  state.comments.push({ fields: state.fields, meta: state.meta });
  if (state.comments.length >= batch || state.characters > batchCharacters) handOnComments(state);
}

function handOnComments(state: State): void {
  const comments = state.comments;
  state.comments = [];
  state.characters = 0;
  if (!state.itemIsOut && state.item) state.records.push({ ...state.item, comments });
  else if (comments.length) state.records.push({ kind: 'comments', comments });
  state.itemIsOut = true;
}

export function closeItem(state: State): void {
  if (state.itemIsOut || !breaksOff(state)) handOnComments(state);
  const { post_type = '', title = '' } = state.item?.fields ?? {};
  tellFaults(state, { type: post_type.trim() || 'post', title: title.trim() });
  state.item = undefined;
}

export function closeNamed(state: State, name: string): void {
  if (breaksOff(state)) return;
  const { fields, meta } = state;
  const get = (field: string) => (fields[field] ?? '').trim();
  if (name === 'wp:author') {
    state.records.push({
      kind: 'author',
      id: get('author_id'),
      login: get('author_login'),
      email: get('author_email'),
      display_name: get('author_display_name'),
      role: get('author_role'),
    });
    return;
  }
  const [taxonomy, slug, title, description, parent] = {
    'wp:category': ['category', 'category_nicename', 'cat_name', 'category_description', 'category_parent'],
    'wp:tag': ['post_tag', 'tag_slug', 'tag_name', 'tag_description', ''],
    'wp:term': [get('term_taxonomy'), 'term_slug', 'term_name', 'term_description', 'term_parent'],
  }[name as 'wp:tag'] as [string, string, string, string, string];
  state.records.push({
    kind: 'term',
    id: get('term_id'),
    taxonomy,
    slug: get(slug),
    name: get(title) || get(slug),
    description: fields[description] ?? '',
    parent: get(parent),
    meta,
  });
}
