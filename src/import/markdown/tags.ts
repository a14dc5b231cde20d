// import/markdown/tags.ts: the tags of Hugo (`{{< … >}}`), Jekyll (`{% … %}`) and Eleventy in a text, as Markdown, HTML or addresses alone.
import { escapeXml } from '../../base/xml/escape.ts';
import { outsideCode, withListings } from './code.ts';

export interface Leading {
  /** Where another text of the folder is, by its path or name; undefined when there is none. */
  text(named: string): string | undefined;
  /** Told of tags that have no meaning here: the words between them stay. */
  lost(tag: string): void;
}

interface Tag {
  name: string;
  /** Without a name, in their order. */
  plain: string[];
  named: Record<string, string>;
  is_end: boolean;
}

const shortcode = /\{\{([<%])([^{}]{1,3000})[>%]\}\}/g;
const liquid = /\{%-?([^{}%]{1,3000})-?%\}/g;
const output = /\{\{-?\s*([^{}<%\n]{1,500}?)\s*-?\}\}/g;

/** A text with tags turned into what shows the same here; what stands in code stays as it is. */
export function withoutTags(text: string, leading: Leading): string {
  return outsideCode(withListings(text), (words) =>
    words
      .replaceAll(shortcode, (all, _mark, inner: string) =>
        inner.startsWith('/*') ? all : shown(inner, leading),
      )
      .replaceAll(liquid, (_all, inner: string) => shown(inner, leading))
      .replaceAll(output, (all, inner: string) => printed(inner) ?? all)
      // Marks of kramdown: classes, tables of contents.
      .replaceAll(/^[*-] .{1,40}\n\{:toc\}$/gim, '')
      .replaceAll(/^ {0,3}\{:[^{}\n]{0,300}\}[ \t]*$/gm, '')
      .replaceAll(/\{:[^{}\n]{0,300}\}/g, '')
      .replaceAll(/<!--\s*more\s*-->/gi, '<!--more-->'),
  )
    .replaceAll(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')
    .replaceAll(/\{\{([<%])\/\*([^{}]{0,3000}?)\*\/([>%])\}\}/g, '{{$1$2$3}}');
}

function shown(inner: string, leading: Leading): string {
  const tag = tagOf(inner);
  if (tag.name === 'include') return included(tag, leading);
  const make = tags.get(tag.name);
  if (make) return tag.is_end ? '' : (make(tag, leading) ?? '');
  if (!silent.test(tag.name)) leading.lost(tag.name);
  return '';
}

/** Tags that say how a text is made, not what stands in it. */
const silent = /^(?:raw|endraw|comment|endcomment|toc|end\w*|else|elsif|assign|capture|$)/;

const pair = /(?:([\w.-]+)\s*[=:]\s*)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'`,]+))/g;

function tagOf(inner: string): Tag {
  const [, end = '', name = '', rest = ''] = /^\s*(\/?)\s*([\w/.-]*)([\s\S]*)$/.exec(inner) ?? [];
  const tag: Tag = { name: name.toLowerCase(), plain: [], named: {}, is_end: end !== '' };
  for (const [, key, double, single, ticks, bare] of rest.matchAll(pair)) {
    const value = (double?.replaceAll(/\\(.)/g, '$1') ?? single ?? ticks ?? bare ?? '').trim();
    if (key) tag.named[key.toLowerCase()] = value;
    else if (value && value !== '/') tag.plain.push(value);
  }
  return tag;
}

const nth = ({ plain, named }: Tag, at: number, ...names: string[]): string =>
  names.map((name) => (Object.hasOwn(named, name) ? named[name]! : '')).find(Boolean) ?? plain[at] ?? '';

/** An address alone on its line is embedded. */
const alone = (address: string): string => `\n\n${address}\n\n`;
const known = /^[\w-]{1,100}$/;

type Make = (tag: Tag, leading: Leading) => string | undefined;

const video =
  (site: string): Make =>
  (tag) => {
    const id = nth(tag, 0, 'id', 'video', 'url', 'src');
    if (id.startsWith('https://')) return alone(id);
    return known.test(id) ? alone(site + id) : undefined;
  };
const figure: Make = (tag) => {
  const src = nth(tag, 0, 'src', 'image_path', 'image', 'url', 'path', 'file');
  if (!src) return undefined;
  const words = nth(tag, 9, 'caption', 'title') || '';
  const alt = nth(tag, 9, 'alt', 'popup') || '';
  const picture = `<img src="${escapeXml(src)}" alt="${escapeXml(alt)}">`;
  const link = nth(tag, 9, 'link', 'href');
  const linked = link ? `<a href="${escapeXml(link)}">${picture}</a>` : picture;
  return `\n\n<figure>${linked}${words ? `<figcaption>${escapeXml(words)}</figcaption>` : ''}</figure>\n\n`;
};
const post: Make = (tag) => {
  const user = nth(tag, 0, 'user');
  const id = nth(tag, 1, 'id');
  if (/^\d+$/.test(user)) return alone(`https://twitter.com/i/status/${user}`);
  return known.test(user) && known.test(id) ? alone(`https://twitter.com/${user}/status/${id}`) : undefined;
};
const reference: Make = (tag, { text }) => text(nth(tag, 0, 'path')) ?? '#';

const tags = new Map<string, Make>(
  Object.entries({
    figure,
    img: figure,
    image: figure,
    youtube: video('https://www.youtube.com/watch?v='),
    youtubelite: video('https://www.youtube.com/watch?v='),
    vimeo: video('https://vimeo.com/'),
    tweet: post,
    twitter: post,
    x: post,
    instagram: video('https://www.instagram.com/p/'),
    gist: (tag: Tag) => {
      const [first, second] = [nth(tag, 0, 'user'), nth(tag, 1, 'id')];
      const place = second ? `${first}/${second}` : first;
      return /^[\w-]+(?:\/[\w-]+)?$/.test(place) ? alone(`https://gist.github.com/${place}`) : undefined;
    },
    ref: reference,
    relref: reference,
    post_url: reference,
    link: reference,
  }),
);

/** `{% include figure.html … %}`, whatever the theme calls it. */
function included(tag: Tag, leading: Leading): string {
  const [file = '', ...plain] = tag.plain;
  const what = file
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .toLowerCase();
  const within = { ...tag, plain };
  const provider = nth(within, 9, 'provider');
  const make =
    tags.get(provider) ??
    (/fig|ima?ge?|photo|picture/.test(what)
      ? figure
      : tags.get(/youtube|vimeo|tweet|gist/.exec(what)?.[0] ?? ''));
  const made = make?.(within, leading);
  if (made === undefined && !/toc/.test(what)) leading.lost(`include ${what}`);
  return made ?? '';
}

/** What `{{ … }}` prints, as far as it is an address: the site's own stands for nothing. */
function printed(inner: string): string | undefined {
  if (/^(?:site\.(?:base_?url|url)|page\.baseurl|\.Site\.BaseURL)(?:\s*\|.*)?$/i.test(inner)) return '';
  const [, quoted, filter] =
    /^["']([^"']*)["']\s*\|\s*(relative_url|absolute_url|url|prepend:.*|relURL|absURL)$/.exec(inner) ?? [];
  return filter ? quoted : undefined;
}
