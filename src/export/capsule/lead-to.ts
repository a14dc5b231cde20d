// export/capsule/lead-to.ts: what a link to the site's own address leads to in a capsule: the file of a page that everybody may read.
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { addressBelow } from '../../posts/addresses/navigation.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { publicPostAt, resolveAddress, resolveFormer } from '../../posts/addresses/resolve.ts';
import { permalinks } from '../../posts/settings.ts';
import { isPublic } from '../../posts/visible.ts';
import { pageFile } from './paths.ts';
import type { LeadTo } from './rewrite.ts';

/** Most links of a page are those of the page before: so many are remembered. */
const most = 20_000;

export function leading(blog: Blog): LeadTo {
  const known = new Map<string, string | undefined>();
  return async (pathname, search) => {
    const address = pathname + search;
    if (known.has(address)) return known.get(address);
    if (known.size >= most) known.clear();
    const file = await fileFor(blog, pathname, search);
    known.set(address, file);
    return file;
  };
}

async function fileFor(blog: Blog, pathname: string, search: string): Promise<string | undefined> {
  const plain = pageFile(pathname, search);
  if (!plain) return undefined;
  const { permalink_structure: structure } = await settings(blog.db, permalinks);
  const isNumbered = /[?&](?:p|page_id)=/.test(search);
  if (structure === '' && !isNumbered) return plain;
  if (isNumbered) {
    const post = await publicPostAt(blog, blog.url + pathname + search);
    if (!post) return undefined;
    return structure === '' ? plain : fileAt(blog, await permalink(blog, post));
  }
  if (pathname === '/') return plain;
  const found = (await resolveAddress(blog, pathname)) ?? (await resolveFormer(blog, pathname));
  if (!found || (found.post && !isPublic(found.post))) return undefined;
  return fileAt(blog, await addressBelow(blog, found.base, found.rest.map(encodeURIComponent)));
}

function fileAt(blog: Blog, address: string): string | undefined {
  const { pathname, search } = new URL(address, blog.url);
  return pageFile(pathname, search);
}
