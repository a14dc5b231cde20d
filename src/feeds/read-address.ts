// feeds/read-address.ts: which feed an address asks for, and where aliases of it lead.
import type { Request } from 'express';
import { queryOf } from '../base/http/query.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { archivePath, type Archive } from '../posts/archive.ts';
import { below } from '../posts/addresses/navigation.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import { findAuthorById } from '../posts/queries/authors.ts';
import { findPost } from '../posts/queries/find.ts';
import { resolveAddress, segmentsOf } from '../posts/addresses/resolve.ts';
import { permalinks } from '../posts/settings.ts';
import { isPublic } from '../posts/visible.ts';
import { findTermAt, findTermByFormerId } from '../terms/former-queries.ts';
import { findTermById } from '../terms/queries.ts';
import type { FeedAsked, FeedFormat, FeedSubject } from './feed.ts';
import { readId } from '../base/http/ids.ts';

/** The feed itself, or the right address of it; undefined when the address is no feed's. */
export async function readFeedAddress(
  blog: Blog,
  req: Request,
): Promise<FeedAsked | { redirect: string } | undefined> {
  const segments = segmentsOf(req.path);
  if (!segments) return undefined;
  const searchParams = queryOf(req);
  const found = searchParams.has('feed')
    ? await byQuery(blog, segments, searchParams)
    : await byPath(blog, segments);
  if (!found) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const self = below(structure, found.base, found.suffix);
  const isHere = self.includes('?')
    ? searchParams.has('feed')
    : self === req.path && !searchParams.has('feed');
  if (!isHere) return { redirect: self };
  const page = Number(/^\d{1,5}$/.exec(searchParams.get('paged') ?? '')?.[0] ?? 1) || 1;
  return { ...found.subject, format: found.format, self, page };
}

interface Found {
  subject: FeedSubject;
  format: FeedFormat;
  /** The address before the suffix, and the suffix as it should be. */
  base: string;
  suffix: string[];
}

/** Words after `feed/` and old names of feeds; RSS 0.92 gets RSS 2.0, which its readers read too. */
const words: Record<string, { format: FeedFormat; suffix: string[] }> = {
  '': { format: 'rss2', suffix: ['feed'] },
  rss2: { format: 'rss2', suffix: ['feed', 'rss2'] },
  atom: { format: 'atom', suffix: ['feed', 'atom'] },
  rdf: { format: 'rdf', suffix: ['feed', 'rdf'] },
  json: { format: 'json', suffix: ['feed', 'json'] },
  rss: { format: 'rss2', suffix: ['feed'] },
  feed: { format: 'rss2', suffix: ['feed'] },
};

const aliases: Record<string, string> = {
  rss: '',
  rss2: '',
  rdf: 'rdf',
  atom: 'atom',
  'wp-rss.php': '',
  'wp-rss2.php': '',
  'wp-rdf.php': 'rdf',
  'wp-feed.php': '',
  'wp-atom.php': 'atom',
};

async function byPath(blog: Blog, segments: string[]): Promise<Found | undefined> {
  const [first = ''] = segments;
  if (segments.length === 1 && Object.hasOwn(aliases, first)) return home(words[aliases[first]!]!);
  if (segments.length === 1 && first === 'wp-commentsrss2.php') return comments(words['']!);
  const at = segments.at(-1) === 'feed' ? segments.length - 1 : segments.length - 2;
  if (segments[at] !== 'feed') return undefined;
  const word = (segments[at + 1] ?? '').toLowerCase();
  const kind = Object.hasOwn(words, word) ? words[word]! : undefined;
  if (!kind) return undefined;
  const before = segments.slice(0, at);
  if (!before.length) return home(kind);
  if (before.length === 1 && before[0] === 'comments') return comments(kind);
  if (before[0] === 'search') return search(before.slice(1).join('/'), kind);
  return underAddress(blog, before, kind);
}

async function byQuery(blog: Blog, segments: string[], query: URLSearchParams): Promise<Found | undefined> {
  const [, isComments, word = ''] = /^(comments-)?(\w*)$/.exec(query.get('feed') ?? '') ?? [];
  const kind = Object.hasOwn(words, word) ? words[word]! : words['']!;
  const plain = { ...kind, suffix: kind.format === 'rss2' ? ['feed'] : kind.suffix };
  if (isComments) return comments(plain);
  if (query.has('s')) return search(query.get('s') ?? '', plain);
  const number = (name: string) => readId(query.get(name)) ?? 0;
  const id = number('p') || number('page_id');
  if (id) {
    const post = await findPost(blog.db, id);
    if (!post || !isPublic(post)) return undefined;
    const path = await permalink(blog, post);
    return { ...plain, base: path, subject: { kind: 'post', post, path } };
  }
  const archive = await archiveOf(blog, query, number);
  if (archive)
    return { ...plain, base: await archivePath(blog, archive), subject: { kind: 'posts', archive } };
  return segments.length ? underAddress(blog, segments, plain) : home(plain);
}

async function archiveOf(
  blog: Blog,
  query: URLSearchParams,
  number: (name: string) => number,
): Promise<Archive | undefined> {
  const term = number('cat')
    ? ((await findTermById(blog.db, number('cat'))) ?? (await findTermByFormerId(blog.db, number('cat'))))
    : query.get('tag')
      ? await findTermAt(blog.db, 'post_tag', query.get('tag')!.slice(0, 200))
      : undefined;
  if (term) return { kind: 'term', term };
  const author = number('author') ? await findAuthorById(blog.db, number('author')) : undefined;
  return author && { kind: 'author', author };
}

type Kind = (typeof words)[string];

const home = (kind: Kind): Found => ({
  ...kind,
  base: '/',
  subject: { kind: 'posts', archive: { kind: 'home' } },
});

const comments = (kind: Kind): Found => ({ ...kind, base: '/comments/', subject: { kind: 'comments' } });

const search = (asked: string, kind: Kind): Found => ({
  ...kind,
  base: `/search/${encodeURIComponent(asked)}/`,
  subject: { kind: 'search', words: asked },
});

/** The feed below a post's or an archive's address. Strangers ask, so what is not public is not there. */
async function underAddress(blog: Blog, segments: string[], kind: Kind): Promise<Found | undefined> {
  const path = `/${segments.map(encodeURIComponent).join('/')}/`;
  const found = await resolveAddress(blog, path);
  if (found?.archive)
    return { ...kind, base: found.base, subject: { kind: 'posts', archive: found.archive } };
  if (found?.post) {
    const { post, base } = found;
    return isPublic(post) ? { ...kind, base, subject: { kind: 'post', post, path: base } } : undefined;
  }
  const { category_base, tag_base } = await settings(blog.db, permalinks);
  const isList = [category_base, tag_base, 'author', 'type'].some(
    (word) => path.startsWith(`/${word}/`) && segments.length > 1,
  );
  return isList ? { ...kind, base: path, subject: { kind: 'nothing' } } : undefined;
}
