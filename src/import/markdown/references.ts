// import/markdown/references.ts: what texts name beside themselves: pictures and files of the folder, other texts.
import path from 'node:path';
import type { Entry } from './entry.ts';

const media =
  /\.(?:jpe?g|png|gif|webp|avif|heic|svg|mp3|m4a|ogg|oga|wav|flac|mp4|m4v|mov|webm|ogv|pdf|zip|docx?|xlsx|pptx|csv)$/i;

/** Where the generators take files from whose address begins at the site's root. */
const roots = ['static/', '', 'public/', 'assets/', 'content/', 'source/', 'src/', 'src/assets/'];

export interface Referred {
  /** A file, by its path in the folder, at the address that it had. */
  file(from: string, named: string): { name: string; address: string } | undefined;
  /** The path of another text's address. */
  text(from: string, named: string): string | undefined;
  /** How many files there are that texts may show. */
  count: number;
  /** Files that texts name and the folder does not hold. */
  missing: Set<string>;
}

/**
 * @param names all files of the folder
 * @param site the old site's address, without a slash at its end
 */
export function referredIn(names: string[], entries: Entry[], site: string): Referred {
  const files = new Set(names.filter((name) => media.test(name)));
  const texts = new Map<string, string>();
  // Short names first, so that whole paths win.
  for (const { name, path: at } of entries) {
    const bare = name.replace(/\.\w+$/, '');
    const short = bare.split('/').at(-1)!;
    if (!texts.has(short)) texts.set(short, at);
  }
  for (const { name, path: at } of entries) {
    const bare = name.replace(/\.\w+$/, '');
    for (const one of [
      bare,
      name,
      bare.replace(/^(?:content|source|src)\//, ''),
      bare.replace(/\/_?index$/, '').replace(/^content\//, ''),
    ])
      texts.set(one, at);
  }
  const missing = new Set<string>();
  return {
    count: files.size,
    missing,
    file(from, named) {
      const asked = plainPath(named, site);
      if (!asked || !media.test(asked)) return undefined;
      const near = asked.startsWith('/') ? [] : [path.posix.join(path.posix.dirname(from), asked)];
      const far = roots.map((root) => path.posix.join(root, asked.replace(/^\/+/, '')));
      const name = [...near, ...far].find((one) => files.has(one));
      if (name === undefined) missing.add(asked);
      return name === undefined ? undefined : { name, address: addressOf(name, site) };
    },
    text(from, named) {
      const [asked = '', mark] = named.split('#');
      const wanted = plainPath(asked, site)
        ?.replace(/\.(?:md|markdown|html)$/i, '')
        .replace(/\/$/, '');
      if (!wanted) return undefined;
      const found =
        texts.get(path.posix.join(path.posix.dirname(from), wanted)) ?? texts.get(wanted.replace(/^\//, ''));
      return found && (mark ? `${found}#${mark}` : found);
    },
  };
}

/** The path that an address in a text names, decoded; undefined for what lies elsewhere. */
function plainPath(named: string, site: string): string | undefined {
  const own = named.startsWith(`${site}/`) ? named.slice(site.length) : named;
  if (/^(?:[a-z][\w+.-]*:|\/\/|#)/i.test(own) || own.includes('\0')) return undefined;
  const [bare = ''] = own.split(/[?#]/);
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

function addressOf(name: string, site: string): string {
  const below = name.replace(/^(?:static|public|content|source|src)\//, '');
  const coded = below.split('/').map(encodeURIComponent).join('/');
  return new URL(`${site}/${coded}`).href;
}

const destination = /\]\(\s*(<[^<>\n]{1,1000}>|[^\s()<>]{1,1000}(?:\([^\s()<>]{0,300}\)[^\s()<>]{0,300})?)/g;
const definition = /^( {0,3}\[[^\]\n]{1,300}\]:[ \t]*)(<[^<>\n]{1,1000}>|[^\s<>]{1,1000})/gm;
const attribute = /(\s(?:src|href|poster)=)(["'])([^"'<>\n]{1,1000})\2/gi;

/** A text whose addresses are led elsewhere, where `lead` knows better. */
export function withReferences(text: string, lead: (named: string) => string | undefined): string {
  const led = (given: string): string => {
    const found = lead(given.replace(/^<(.*)>$/, '$1'));
    return found === undefined ? given : found.replaceAll('(', '%28').replaceAll(')', '%29');
  };
  return text
    .replaceAll(destination, (_all, given: string) => `](${led(given)}`)
    .replaceAll(definition, (_all, label: string, given: string) => label + led(given))
    .replaceAll(
      attribute,
      (_all, name: string, quote: string, given: string) => `${name}${quote}${lead(given) ?? given}${quote}`,
    );
}
