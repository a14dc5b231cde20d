// import/wordpress-site/collections.ts: what is asked of a WordPress, in the order in which it comes in.
import type { ImportedKind } from '../queries/imported.ts';
import type { HighestIds } from '../wxr/highest-ids.ts';

export interface Collection {
  route: string;
  /** Fields of the query that choose what it lists. */
  query: Record<string, string>;
  /** In the summary. */
  what: string;
  /** Whose numbers its ids are. */
  table: keyof HighestIds;
  /** Under which what came in is remembered; undefined for terms, which are known by their slugs. */
  kind: ImportedKind | undefined;
  /** Records asked for at once. */
  batch: number;
  /** Only somebody who may sees it: a refusal is no error. */
  is_hidden: boolean;
}

const all = 'publish,future,draft,pending,private,trash';

/** @param isSigned whether the site is asked in somebody's name, who may see what is not public */
export function collectionsOf(isSigned: boolean): Collection[] {
  const posts = (route: string, what: string): Collection => ({
    route,
    query: isSigned ? { status: all } : {},
    what,
    table: 'posts',
    kind: 'post',
    batch: 20,
    is_hidden: false,
  });
  const terms = (route: string): Collection => ({
    route,
    query: {},
    what: route,
    table: 'terms',
    kind: undefined,
    batch: 100,
    is_hidden: false,
  });
  return [
    { route: 'users', query: {}, what: 'authors', table: 'users', kind: 'user', batch: 100, is_hidden: true },
    terms('categories'),
    terms('tags'),
    { ...posts('media', 'media'), query: {}, table: 'media', kind: 'media', batch: 50 },
    posts('pages', 'pages'),
    posts('posts', 'posts'),
    ...(isSigned ? [{ ...posts('blocks', 'other: wp_block'), is_hidden: true }] : []),
    ...comments(isSigned),
  ];
}

/** One state and one kind at a time: the API lists no more together. */
function comments(isSigned: boolean): Collection[] {
  const of = (query: Record<string, string>, is_hidden: boolean): Collection => ({
    route: 'comments',
    query,
    what: ['pingback', 'trackback'].includes(query.type ?? '') ? 'trackbacks and pingbacks' : 'comments',
    table: 'comments',
    kind: 'comment',
    batch: 100,
    is_hidden,
  });
  if (!isSigned) return [of({}, false)];
  return ['approve', 'hold', 'spam', 'trash'].flatMap((status) =>
    ['comment', 'pingback', 'trackback'].map((type) => of({ status, type }, status !== 'approve')),
  );
}
