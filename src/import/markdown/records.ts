// import/markdown/records.ts: a text of the folder as a record: a post or page, and the files that it shows.
import { loose } from '../json.ts';
import { attachment, category, item, metaPairs, tag } from '../make.ts';
import { slugFrom } from '../records/slug.ts';
import { ownField } from '../wxr/own-fields.ts';
import type { WxrFiled, WxrItem } from '../wxr/wxr.ts';
import { momentIn, type Entry } from './entry.ts';
import { wordOf, wordsOf } from './front-matter.ts';
import { withReferences, type Referred } from './references.ts';
import { outsideCode } from './code.ts';
import { withoutTags } from './tags.ts';

interface Made {
  item: WxrItem;
  /** Files that it shows, which were not met before. */
  files: WxrItem[];
  /** Tags that have no meaning here. */
  lost: Set<string>;
}

interface Around {
  site: string;
  referred: Referred;
  /** Names of the files that were met; added to. */
  met: Set<string>;
}

/** @param body the text below its fields */
export function recordOf(entry: Entry, body: string, { site, referred, met }: Around): Made {
  const { front, name } = entry;
  const id = `markdown:${name}`;
  const files: WxrItem[] = [];
  const lost = new Set<string>();
  const meet = (named: string): string | undefined => {
    const found = referred.file(name, named);
    if (!found) return undefined;
    if (!met.has(found.name)) files.push(fileOf(found, id));
    met.add(found.name);
    return found.address;
  };
  const text = (named: string) => referred.text(name, named);
  const { title, rest } = titleOf(entry, body);
  const words = withoutTags(rest, { text, lost: (one) => lost.add(one) });
  const content = outsideCode(words, (part) =>
    withReferences(
      part,
      (named) => meet(named) ?? (/\.(?:md|markdown)(?:#|$)/i.test(named) ? text(named) : undefined),
    ),
  );
  const picture = pictureOf(front);
  const made = item(
    {
      ...fieldsOf(entry, site),
      post_id: id,
      title,
      creator: authorOf(front),
    },
    {
      content: content.trim(),
      excerpt: wordOf(front, 'excerpt', 'summary', 'description'),
      terms: termsOf(entry),
      former: formerOf(entry, site),
      meta: metaPairs({
        [ownField('content_format')]: name.endsWith('.html') ? '' : 'markdown',
        _thumbnail_id: (picture && meet(picture)) ?? '',
      }),
    },
  );
  return { item: made, files, lost };
}

function fieldsOf(entry: Entry, site: string): Record<string, string> {
  const { front, date } = entry;
  const modified = momentIn(
    wordOf(front, 'lastmod', 'updated', 'modified', 'last_modified_at', 'updateddate'),
  );
  const isSticky = [front.sticky, front.pin, front.pinned].includes(true);
  return {
    post_type: entry.is_page ? 'page' : 'post',
    post_name: entry.slug === 'index' ? '' : entry.slug,
    // What is dated ahead waits; the importer publishes the rest.
    status: entry.is_draft ? 'draft' : 'future',
    post_date_gmt: date.gmt,
    post_date: date.local,
    post_modified_gmt: modified.gmt,
    post_modified: modified.local,
    link: encodeURI(site + entry.path),
    menu_order: entry.is_page ? wordOf(front, 'weight', 'order', 'nav_order') : '',
    is_sticky: isSticky && !entry.is_page ? '1' : '0',
    comment_status: front.comments === false ? 'closed' : 'open',
    ping_status: 'closed',
  };
}

/** The title; where none is named, the text's first heading, which then is not shown twice. */
function titleOf({ front, slug }: Entry, body: string): { title: string; rest: string } {
  const title = wordOf(front, 'title');
  if (title) return { title, rest: body };
  const heading = /^\s*# +([^\n]{1,500})\n?/.exec(body);
  if (heading)
    return { title: heading[1]!.replace(/\s#+\s*$/, '').trim(), rest: body.slice(heading[0].length) };
  return { title: slug.replaceAll(/[-_]+/g, ' ').trim(), rest: body };
}

function authorOf(front: Entry['front']): string {
  const given = Array.isArray(front.authors)
    ? (front.authors as unknown[])[0]
    : (front.author ?? front.authors);
  return typeof given === 'string' ? given : wordOf(loose(given), 'name', 'login', 'id');
}

/** Eleventy puts texts into lists by tags of these names. */
const lists = new Set(['post', 'posts', 'page', 'pages', 'blog', 'all', 'nav']);

function termsOf({ front, name }: Entry): WxrFiled[] {
  const own = loose(front.taxonomies);
  const isJekyll = /(?:^|\/)_(?:posts|drafts)\//.test(name);
  const separator = isJekyll ? /[\s,]+/ : /,/;
  const inPath = /^(?!source\/|src\/)(.+)\/_posts\//.exec(name)?.[1]?.split('/') ?? [];
  const categories = [
    ...inPath,
    ...wordsOf(front, 'category', /,/),
    ...wordsOf(front, 'categories', separator),
    ...wordsOf(own, 'categories'),
  ];
  const tags = [...wordsOf(front, 'tags', separator), ...wordsOf(front, 'tag', /,/), ...wordsOf(own, 'tags')];
  return [
    ...[...new Set(categories)].map((one) => category(slugFrom(one) || one, one)),
    ...[...new Set(tags)]
      .filter((one) => !lists.has(one.toLowerCase()))
      .map((one) => tag(slugFrom(one) || one, one)),
  ];
}

/** Addresses that led here before: `aliases` of Hugo, `redirect_from` of Jekyll. */
function formerOf({ front, path }: Entry, site: string): string[] {
  const given = [
    ...wordsOf(front, 'aliases'),
    ...wordsOf(front, 'redirect_from'),
    ...wordsOf(front, 'alias'),
  ];
  return given.slice(0, 50).flatMap((one) => {
    const from = one.startsWith('/') ? site + one : one;
    const base = `${site}${path}`.replace(/[^/]+\/?$/, '');
    return URL.canParse(from, base) ? [new URL(from, base).href] : [];
  });
}

/** The picture that stands for the post. */
function pictureOf(front: Entry['front']): string {
  const [first] = wordsOf(front, 'images');
  const cover = loose(front.cover);
  return (
    wordOf(
      front,
      'image',
      'featured_image',
      'featuredimage',
      'feature_image',
      'cover',
      'coverimage',
      'thumbnail',
      'hero',
      'heroimage',
      'banner',
    ) ||
    wordOf(cover, 'image', 'src') ||
    wordOf(loose(front.image), 'path', 'src', 'url', 'feature') ||
    wordOf(loose(front.header), 'image', 'overlay_image', 'teaser') ||
    (first ?? '')
  );
}

function fileOf({ name, address }: { name: string; address: string }, post: string): WxrItem {
  const [, title = ''] = /([^/]+?)(?:\.\w+)?$/.exec(name) ?? [];
  return attachment(address, { title, post_parent: post }, { meta: metaPairs({ _wp_attached_file: name }) });
}
