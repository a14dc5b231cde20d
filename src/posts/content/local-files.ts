// posts/content/local-files.ts: which addresses in a text are files of this blog, or of the one it was imported from.
import type { Blog } from '../../blog.ts';
import type { Media } from '../../media/media.ts';
import { mediaByFiles, mediaByRemoteUrls } from '../../media/queries.ts';
import { mediaByOldFiles } from './queries.ts';

/** Media by address as written in the text; addresses that are not ours are absent. One query per way to name a file. */
export async function siteFiles(blog: Blog, addresses: string[]): Promise<Map<string, Media>> {
  if (!addresses.length) return new Map();
  const host = new URL(blog.url).host;
  const names = new Map(
    addresses.slice(0, 5000).map((address) => [address, namesOf(address, { base: blog.url, host })]),
  );
  const all = [...names.values()];
  const files = await mediaByFiles(blog.db, unique(all.flatMap(({ file }) => file ?? [])), { former: true });
  const oldFiles = await mediaByOldFiles(blog.db, unique(all.flatMap(({ old }) => old)));
  const remote = await mediaByRemoteUrls(blog.db, unique(all.flatMap(({ urls }) => urls)));
  return new Map(
    [...names].flatMap(([address, { file, old, urls }]) => {
      const media = files.get(file ?? '') ?? firstOf(oldFiles, old) ?? firstOf(remote, urls);
      return media ? [[address, media] as const] : [];
    }),
  );
}

interface Names {
  /** A storage key of ours. */
  file: string | undefined;
  /** Paths below wp-content/uploads. */
  old: string[];
  /** Addresses an import fetched from. */
  urls: string[];
}

function namesOf(address: string, { base, host }: { base: string; host: string }): Names {
  const none: Names = { file: undefined, old: [], urls: [] };
  if (!URL.canParse(address, base)) return none;
  const url = new URL(address, base);
  if (!['http:', 'https:'].includes(url.protocol)) return none;
  const path = decoded(url.pathname);
  const isOurs = url.host === host;
  const file = isOurs ? /^\/uploads\/(.+)$/.exec(path)?.[1] : undefined;
  const old = isOurs ? /^\/wp-content\/uploads\/(.+)$/.exec(path)?.[1] : undefined;
  if (file) return { ...none, file };
  if (old) return { ...none, old: [old, ...originals(old)] };
  // What came from a site that had this address lies there as it did.
  const rest = `${url.host}${url.pathname}`;
  return {
    ...none,
    urls: [rest, ...originals(rest)].flatMap((one) => [`https://${one}`, `http://${one}`]),
  };
}

/** The original's name, from the name of one of its sizes: photo-300x200.jpg, photo-scaled.jpg. */
function originals(name: string): string[] {
  const found = /^(.*?)(?:-\d{1,5}x\d{1,5}|-scaled)(\.\w{2,5})$/.exec(name);
  return found ? [`${found[1]}${found[2]}`, `${found[1]}-scaled${found[2]}`] : [];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const unique = (list: string[]): string[] => [...new Set(list)];

const firstOf = (found: Map<string, Media>, names: string[]): Media | undefined =>
  names.map((name) => found.get(name)).find((media) => media);
