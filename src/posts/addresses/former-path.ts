// posts/addresses/former-path.ts: whole addresses that posts and files had on another site, as the keys they are kept under. Pure.
import { readId } from '../../base/http/ids.ts';

const longest = 1000;
/** Parts of a query that name a post. */
const naming = ['p', 'page_id', 'attachment_id'];

/**
 * One spelling of a path with its query: percent codes read, letters in lower case, no slash at the end, no `index.php` in
 * front. A code that is cut stays as it is written.
 * @param address a path with or without a query, or a whole address
 * @returns undefined for what names no post: the front page, or an address that is too long
 */
export function keyOfPath(address: string): string | undefined {
  if (!URL.canParse(address, 'http://here')) return undefined;
  const { pathname, searchParams } = new URL(address, 'http://here');
  const path = readable(pathname)
    .toLowerCase()
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^\/index\.php(?=\/|$)/, '')
    .replace(/\/+$/, '');
  const query = naming.flatMap((name) => {
    const id = readId(searchParams.get(name));
    return id === undefined ? [] : [`${name}=${id}`];
  })[0];
  const key = query ? `${path}/?${query}` : path;
  return key && key.length <= longest && !key.includes('\0') ? key : undefined;
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
