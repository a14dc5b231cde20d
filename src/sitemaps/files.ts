// sitemaps/files.ts: which files there are, and what stands in each of them.
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { isoDate } from '../base/time/dates.ts';
import type { Blog } from '../blog.ts';
import { fileUrl, withVersion } from '../media/media.ts';
import { permalinks } from '../posts/addresses/permalink.ts';
import { archivePath, authorPath, termPaths } from '../posts/archive.ts';
import { permalinks as permalinkSettings, reading } from '../posts/settings.ts';
import type { Taxonomy } from '../terms/term.ts';
import {
  authorsInFile,
  filesOfAuthors,
  filesOfPosts,
  filesOfTerms,
  formatsInUse,
  newestChange,
  picturesShown,
  postsInFile,
  termsInFile,
  type SitemapPost,
} from './queries.ts';
import { sitemapNames, type SitemapEntry, type SitemapFile, type SitemapName } from './sitemap.ts';

/** All files that hold something, in the order of the index. */
export async function sitemapFiles(blog: Blog): Promise<SitemapFile[]> {
  const numbers = await Promise.all(sitemapNames.map((name) => numbersOf(blog, name)));
  return sitemapNames.flatMap((name, at) => numbers[at]!.map((number) => ({ name, number })));
}

async function numbersOf(blog: Blog, name: SitemapName): Promise<number[]> {
  if (name === 'users') return filesOfAuthors(blog.db);
  if (name === 'taxonomies-post_format') return (await formatsInUse(blog.db)).length ? [1] : [];
  if (name === 'posts-post') return filesOfPosts(blog.db, 'post');
  if (name === 'posts-page') return withFrontPage(blog, await filesOfPosts(blog.db, 'page'));
  return filesOfTerms(blog.db, taxonomyOf(name));
}

/** The home page stands in the first file of pages, whatever their ids are. */
async function withFrontPage(blog: Blog, numbers: number[]): Promise<number[]> {
  return (await isListFront(blog)) ? [...new Set([1, ...numbers])] : numbers;
}

const isListFront = async (blog: Blog): Promise<boolean> =>
  (await settings(blog.db, reading)).show_on_front === 'posts';

const taxonomyOf = (name: SitemapName) => name.replace('taxonomies-', '') as Taxonomy;

/** What stands in a file, by id; empty when there is no such file. */
export async function entriesOf(blog: Blog, { name, number }: SitemapFile): Promise<SitemapEntry[]> {
  if (name === 'posts-post') return postEntries(blog, await postsInFile(blog.db, 'post', number));
  if (name === 'posts-page') {
    const pages = await postEntries(blog, await postsInFile(blog.db, 'page', number));
    return number === 1 && (await isListFront(blog)) ? [await frontEntry(blog), ...pages] : pages;
  }
  return (await pathsOf(blog, name, number)).map((path) => ({
    loc: blog.url + path,
    lastmod: '',
    images: [],
  }));
}

async function pathsOf(blog: Blog, name: SitemapName, number: number): Promise<string[]> {
  if (name === 'users') {
    const { permalink_structure: structure } = await settings(blog.db, permalinkSettings);
    return (await authorsInFile(blog.db, number)).map((author) => authorPath(structure, author));
  }
  if (name === 'taxonomies-post_format') {
    const formats = number === 1 ? await formatsInUse(blog.db) : [];
    return Promise.all(formats.map((format) => archivePath(blog, { kind: 'format', format })));
  }
  const terms = await termsInFile(blog.db, taxonomyOf(name), number);
  const paths = await termPaths(blog, terms);
  return terms.map(({ id }) => paths.get(id)!);
}

async function frontEntry(blog: Blog): Promise<SitemapEntry> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const changed = await newestChange(blog.db);
  return { loc: `${blog.url}/`, lastmod: changed ? isoDate(changed, zone) : '', images: [] };
}

/** Addresses are looked up for so many posts at once: what they are made of is read in lists that have a limit. */
const portion = 500;

async function postEntries(blog: Blog, posts: SitemapPost[]): Promise<SitemapEntry[]> {
  const { timezone_string: zone } = await settings(blog.db, general);
  const open = posts.filter(({ password }) => password === '');
  const pictures = await picturesShown(blog.db, [...new Set(open.flatMap(({ image_ids }) => image_ids))]);
  const entries: SitemapEntry[] = [];
  for (let at = 0; at < posts.length; at += portion) {
    const some = posts.slice(at, at + portion);
    const paths = await permalinks(blog, some);
    for (const post of some)
      entries.push({
        loc: blog.url + paths.get(post.id)!,
        lastmod: isoDate(post.modified_at, zone),
        images: post.password ? [] : imagesOf(blog, post, pictures),
      });
  }
  return entries;
}

/** Each picture once; what a password hides is not named. */
const imagesOf = (
  blog: Blog,
  { image_ids }: SitemapPost,
  pictures: Awaited<ReturnType<typeof picturesShown>>,
): string[] =>
  [...new Set(image_ids)].flatMap((id) => {
    const picture = pictures.get(id);
    return picture ? [new URL(withVersion(fileUrl(picture.file!), picture), blog.url).href] : [];
  });
