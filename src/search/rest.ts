// search/rest.ts: /wp-json/wp/v2/search: posts and pages, categories and tags, and post formats by their words.
import { z } from 'zod';
import { contextArg, refusePageBehind, sayTotal, sliceOf } from '../base/rest/collection.ts';
import { setLine } from '../base/html/set-line.ts';
import { selfLink, withLinks } from '../base/rest/links.ts';
import { restRoute, type RestCall, type RestRoute } from '../base/rest/route.ts';
import { inContext, property, type ItemSchema } from '../base/rest/schema.ts';
import { ids, integer, oneOf, someOf, text } from '../base/rest/values.ts';
import { wantedOf } from '../base/words/wanted.ts';
import type { Blog } from '../blog.ts';
import { archivePath, termPaths } from '../posts/archive.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import { postFormats } from '../posts/post.ts';
import { postsByIds } from '../posts/queries/find.ts';
import { searchablePosts } from './rest-queries.ts';
import { termsForRest } from '../terms/rest-queries.ts';
import { inTurn } from '../base/words/in-turn.ts';
import { findMatches } from './queries.ts';

const asked = z.object({
  context: contextArg(),
  page: integer('Which page of the list.', { min: 1 }).default(1),
  per_page: integer('How many items a page holds.', { min: 1, max: 100 }).default(10),
  search: text('Only what holds these words.', 400).default(''),
  type: oneOf('What is searched.', ['post', 'term', 'post-format']).default('post'),
  subtype: someOf('Of posts `post` or `page`, of terms `category` or `post_tag`.', [
    'any',
    'post',
    'page',
    'category',
    'post_tag',
  ]).default(['any']),
  exclude: ids('Not these.').default([]),
  include: ids('Only these.').default([]),
});
type Asked = z.output<typeof asked>;

interface Found {
  id: number | string;
  title: string;
  url: string;
  type: string;
  subtype?: string;
  /** Where the thing itself is, and what is said of its kind. */
  self?: string;
  about?: string;
}

const all = 'view embed';
const schema: ItemSchema = {
  title: 'search-result',
  properties: {
    id: property(['integer', 'string'], 'Its number; the name of a format.', all, { readonly: true }),
    title: property('string', 'Its title, as HTML.', all, { readonly: true }),
    url: property('string', 'Its address.', all, { readonly: true, format: 'uri' }),
    type: property('string', 'What it is.', all, { readonly: true }),
    subtype: property('string', 'Which kind of that.', all, { readonly: true }),
  },
};

async function answerSearch(blog: Blog, call: RestCall<Asked>): Promise<unknown[]> {
  const { args, res } = call;
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const finders = { post: findPosts, term: findTerms, 'post-format': findFormats };
  const { found, total } = await finders[args.type](blog, args, gone.signal);
  refusePageBehind(args, total, 'rest_search_invalid_page_number');
  sayTotal(blog, call, total);
  return found.map(({ self, about, ...item }) =>
    withLinks(blog, inContext(schema, item, args.context === 'edit' ? 'view' : args.context), {
      ...(self && { self: [{ ...selfLink(self, ['GET']), embeddable: true as const }] }),
      ...(about && { about: [{ href: about }] }),
      collection: [{ href: '/wp/v2/search' }],
    }),
  );
}

interface Answer {
  found: Found[];
  total: number;
}

/** Words find as the site's own search does; without words the list is that of what came out last. */
async function findPosts(blog: Blog, args: Asked, gone: AbortSignal): Promise<Answer> {
  const types = ['post', 'page'].filter((one) =>
    ['any', one].some((word) => args.subtype.some((given) => given === word)),
  );
  const { ids, total } = args.search.trim()
    ? await matching(blog, args, types, gone)
    : await searchablePosts(blog.db, { ...args, types }, sliceOf(args));
  const posts = await postsByIds(blog.db, ids);
  const paths = await permalinks(blog, [...posts.values()]);
  const found = ids.flatMap((id): Found[] => {
    const post = posts.get(id);
    if (!post) return [];
    const self = `/wp/v2/${post.type}s/${id}`;
    const about = `/wp/v2/types/${post.type}`;
    return [
      {
        id,
        title: setLine(post.title),
        url: blog.url + paths.get(id)!,
        type: 'post',
        subtype: post.type,
        self,
        about,
      },
    ];
  });
  return { found, total };
}

async function matching(blog: Blog, args: Asked, types: string[], gone: AbortSignal) {
  const wanted = wantedOf(args.search);
  if (!wanted) return { ids: [], total: 0 };
  const matches = await inTurn(() => findMatches(blog.db, wanted), gone);
  const ids = [...new Set(matches.filter(({ kind }) => kind === 'post').map(({ post_id }) => post_id))];
  const posts = await postsByIds(blog.db, ids);
  const kept = ids.filter(
    (id) =>
      types.includes(posts.get(id)?.type ?? '') &&
      !args.exclude.includes(id) &&
      (!args.include.length || args.include.includes(id)),
  );
  const { limit, offset } = sliceOf(args);
  return { ids: kept.slice(offset, offset + limit), total: kept.length };
}

async function findTerms(blog: Blog, args: Asked): Promise<Answer> {
  const taxonomies = (['category', 'post_tag'] as const).filter((one) =>
    ['any', one].some((word) => args.subtype.some((given) => given === word)),
  );
  const { limit, offset } = sliceOf(args);
  const { search, include, exclude } = args;
  const asked = { search, include, exclude, hide_empty: false, orderby: 'name', order: 'asc' as const };
  const parts = await Promise.all(
    taxonomies.map((taxonomy) =>
      termsForRest(blog.db, { ...asked, taxonomy }, { limit: offset + limit, offset: 0 }),
    ),
  );
  const terms = parts.flatMap((part) => part.terms).slice(offset, offset + limit);
  const paths = await termPaths(blog, terms);
  const found = terms.map((term): Found => {
    const base = term.taxonomy === 'category' ? 'categories' : 'tags';
    const about = `/wp/v2/taxonomies/${term.taxonomy}`;
    const url = blog.url + paths.get(term.id)!;
    return {
      id: term.id,
      title: escaped(term.name),
      url,
      type: term.taxonomy,
      self: `/wp/v2/${base}/${term.id}`,
      about,
    };
  });
  return { found, total: parts.reduce((sum, part) => sum + part.total, 0) };
}

async function findFormats(blog: Blog, args: Asked): Promise<Answer> {
  const words = args.search.trim().toLowerCase();
  const named = postFormats.filter((format) => format !== 'standard' && format.includes(words));
  const { limit, offset } = sliceOf(args);
  const found = await Promise.all(
    named.slice(offset, offset + limit).map(async (format): Promise<Found> => ({
      id: format,
      title: format[0]!.toUpperCase() + format.slice(1),
      url: blog.url + (await archivePath(blog, { kind: 'format', format })),
      type: 'post-format',
    })),
  );
  return { found, total: named.length };
}

const escaped = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const searchRest: RestRoute<Blog>[] = [
  restRoute({
    methods: ['GET'],
    path: '/wp/v2/search',
    permission: 'everybody',
    args: asked,
    schema,
    answer: answerSearch,
  }),
];
