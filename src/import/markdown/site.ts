// import/markdown/site.ts: what the configuration of Jekyll, Hugo, Hexo and others says of the site: title, address, permalinks.
import { parse as parseToml } from 'smol-toml';
import { loose, type Loose } from '../json.ts';
import { plain, readYaml, wordOf } from './front-matter.ts';
import type { Tree } from './tree.ts';

export interface Site {
  made_by: 'jekyll' | 'hugo' | 'other';
  title: string;
  /** Without a slash at its end; '' when nothing says it. */
  address: string;
  /** How addresses are made: of Hugo by section, else `posts`. */
  permalinks: Record<string, string>;
}

const hugo = /^(?:hugo|config|config\/_default\/(?:hugo|config))\.(toml|ya?ml|json)$/;
const jekyll = /^_config\.(ya?ml|toml)$/;

/** Reads the configuration; without one, or with one that cannot be read, what the folders tell. */
export async function siteOf(tree: Tree): Promise<Site> {
  const name = tree.names.find((one) => jekyll.test(one) || hugo.test(one));
  const front = name ? await readConfig(tree, name) : {};
  const hasPosts = tree.names.some((one) => /(?:^|\/)_posts\//.test(one));
  const made_by = hasPosts || jekyll.test(name ?? '') ? 'jekyll' : hugo.test(name ?? '') ? 'hugo' : 'other';
  const folder = made_by === 'jekyll' ? wordOf(front, 'baseurl', 'root').replaceAll(/^\/*|\/+$/g, '') : '';
  const host = wordOf(front, 'url', 'baseurl', 'siteurl', 'site_url');
  const address = /^https?:\/\/[^/]/i.test(host) && URL.canParse(host) ? host.replace(/\/+$/, '') : '';
  return {
    made_by,
    title: wordOf(front, 'title'),
    address: address && folder && !address.endsWith(`/${folder}`) ? `${address}/${folder}` : address,
    permalinks: permalinksIn(front, made_by),
  };
}

async function readConfig(tree: Tree, name: string): Promise<Loose> {
  const text = (await tree.text(name)) ?? '';
  try {
    if (name.endsWith('.toml')) return plain(parseToml(text));
    return plain(name.endsWith('.json') ? JSON.parse(text) : readYaml(text));
  } catch {
    return {};
  }
}

const ofJekyll = new Map(
  Object.entries({
    date: '/:categories/:year/:month/:day/:title.html',
    pretty: '/:categories/:year/:month/:day/:title/',
    none: '/:categories/:title.html',
  }),
);

function permalinksIn(front: Loose, made_by: Site['made_by']): Record<string, string> {
  if (made_by === 'jekyll') {
    const given = wordOf(front, 'permalink') || 'date';
    return { posts: ofJekyll.get(given) ?? given };
  }
  const all = loose(front.permalinks);
  const own = loose(all.page ?? all);
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
