// export/capsule/pages.ts: the public pages of a blog as files that lead to one another.
import type { LocalServer } from '../../base/fetch/local-socket.ts';
import type { Blog } from '../../blog.ts';
import { publicAddresses } from './addresses.ts';
import { assetFile, pageFile, relative } from './paths.ts';
import { leading } from './lead-to.ts';
import { rewritePage, rewriteSheet, type LeadTo } from './rewrite.ts';

export interface CapsuleFile {
  name: string;
  content: string | Buffer;
}

interface Copying {
  blog: Blog;
  server: LocalServer;
  /** Addresses of sheets and the like. */
  assets: Set<string>;
  leadTo: LeadTo;
}

/**
 * Asks the blog for each page as a stranger would, and yields what a reader from disk needs. What nobody may see without
 * signing in is not among it.
 */
export async function* publicPages(blog: Blog): AsyncGenerator<CapsuleFile> {
  const server = await blog.extensions.own_pages(blog);
  const assets = new Set<string>();
  const copying: Copying = { blog, server, assets, leadTo: leading(blog) };
  try {
    for await (const address of publicAddresses(blog)) yield* withFurther(copying, address);
    yield* assetFiles(blog, server, assets);
  } finally {
    await server.close();
  }
}

/** A page and the further pages of it: of a list, of a long text, of its comments. */
async function* withFurther(copying: Copying, address: string): AsyncGenerator<CapsuleFile> {
  // Pages of one kind are numbered: how far they go is known from the links on them.
  const highest = new Map<string, number>();
  const done = new Map<string, number>();
  let next: string | undefined = address;
  while (next !== undefined) {
    const page = await pageAt(copying, next);
    if (page) yield page.file;
    for (const link of page?.links ?? []) {
      const further = furtherOf(address, link);
      if (further) highest.set(further.kind, Math.max(highest.get(further.kind) ?? 0, further.number));
    }
    next = nextOf(address, highest, done);
  }
}

function nextOf(
  address: string,
  highest: Map<string, number>,
  done: Map<string, number>,
): string | undefined {
  for (const [kind, number] of highest) {
    // The first page of comments has an address of its own where the newest stand under the post's.
    const last = done.get(kind) ?? (kind.includes('comment-page-') || kind.includes('cpage=') ? 0 : 1);
    if (last >= number) continue;
    done.set(kind, last + 1);
    return kind.replace('#', String(last + 1));
  }
  return undefined;
}

/** Whether an address is a further page of another, and of which kind: the address with # for its number. */
function furtherOf(address: string, link: string): { kind: string; number: number } | undefined {
  const base = address.replace(/\/$/, '');
  if (!link.startsWith(base)) return undefined;
  const found = /^(\/(?:page\/|comment-page-)?|[/?&]+(?:paged|page|cpage)=)(\d{1,9})(\/?)$/.exec(
    link.slice(base.length),
  );
  if (!found) return undefined;
  return { kind: `${base}${found[1]}#${found[3]}`, number: Number(found[2]) };
}

async function pageAt(
  { blog: { url, log }, server, assets, leadTo }: Copying,
  address: string,
): Promise<{ file: CapsuleFile; links: string[] } | undefined> {
  const { pathname, search } = new URL(address, url);
  const name = pageFile(pathname, search);
  if (!name) return undefined;
  const answer = await server.get(pathname + search);
  if (answer.location) {
    const file = leadingOn(name, answer.location, url);
    return file && { file, links: [] };
  }
  if (answer.status !== 200 || !answer.content_type.startsWith('text/html')) {
    // An archive without posts is no page; anything else should be heard of.
    if (answer.status !== 404) log.warn({ address, status: answer.status }, 'a page is not in the capsule');
    return undefined;
  }
  const page = { site: url, address: pathname + search, file: name };
  const { html, assets: needed, links } = await rewritePage(answer.body.toString('utf8'), page, leadTo);
  for (const asset of needed) assets.add(asset);
  return { file: { name, content: html }, links };
}

/** A page that has another address now. */
function leadingOn(name: string, location: string, site: string): CapsuleFile | undefined {
  const to = new URL(location, site);
  const file = to.origin === new URL(site).origin ? pageFile(to.pathname, to.search) : undefined;
  if (!file || file === name) return undefined;
  const href = relative(name, file);
  const content = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${href}"><p><a href="${href}">This page has moved.</a></p>\n`;
  return { name, content };
}

async function* assetFiles(
  blog: Blog,
  server: LocalServer,
  wanted: Set<string>,
): AsyncGenerator<CapsuleFile> {
  const written = new Set<string>();
  // A sheet adds what it needs while the set is gone through.
  for (const address of wanted) {
    const name = assetFile(address.split('?')[0]!);
    if (written.has(name) || name.endsWith('/')) continue;
    written.add(name);
    const { status, content_type, body } = await server.get(address);
    if (status !== 200) continue;
    if (!content_type.startsWith('text/css')) yield { name, content: body };
    else {
      const { css, assets } = rewriteSheet(body.toString('utf8'), blog.url, address);
      for (const asset of assets) wanted.add(asset);
      yield { name, content: css };
    }
  }
}
