// posts/content/legacy/block-parts.ts: blocks that say something in their attributes alone: social links, tracks, notes.
import type { Comment, Element, ElementContent, Root } from 'hast';
import { parseHtml } from '../../../base/html/parse.ts';
import { element, text, type Node, type Parent } from '../../../base/html/tree.ts';
import { __ } from '../../../base/language/gettext.ts';
import { delimiter, type Delimiter } from '../blocks.ts';
import { playerFigure } from '../player.ts';

interface Note {
  id: string;
  content: string;
}

/** Whether a text asks for the notes of its post. */
export function wantsNotes(parent: Parent): boolean {
  return (parent.children as Node[]).some((child) =>
    child.type === 'comment'
      ? delimiter(child)?.name === 'footnotes'
      : child.type === 'element' && wantsNotes(child),
  );
}

/**
 * Prints what such blocks stand for. Changes the tree.
 * @param notes the post's meta `footnotes`, as JSON
 */
export function printBlockParts(tree: Root, notes: string): void {
  printIn(tree, notesIn(notes));
}

function printIn(parent: Parent, notes: Note[]): void {
  parent.children = (parent.children as Node[]).flatMap((child): Node[] => {
    if (child.type === 'element') printIn(child, notes);
    return child.type === 'comment' ? (printed(child, notes) ?? [child]) : [child];
  }) as ElementContent[];
}

function printed(comment: Comment, notes: Note[]): Node[] | undefined {
  const found = delimiter(comment);
  // What stands in a query is a pattern for each post; the list stands before it.
  if (found?.kind === 'open' && found.name === 'query') return [listFor(found)!, comment];
  if (found?.kind !== 'void') return undefined;
  const list = listFor(found);
  if (list) return [list];
  const of = (name: string) => (typeof found.attributes[name] === 'string' ? found.attributes[name] : '');
  if (found.name === 'social-link') return socialLink(of('url'), of('label') || of('service'));
  if (found.name === 'playlist-track') return track(of('src') || of('url'), [of('title'), of('artist')]);
  if (found.name === 'footnotes') return notes.length ? [noteList(notes)] : [];
  return undefined;
}

/** Blocks that list the site anew, as the widgets that show the same. */
const lists = new Map(
  Object.entries({
    'latest-posts': 'recent_posts',
    query: 'recent_posts',
    'latest-comments': 'recent_comments',
    archives: 'archives',
    categories: 'categories',
    'tag-cloud': 'tag_cloud',
    'page-list': 'pages',
    'quillback/privacy-policy': 'privacy_policy',
  }),
);
const counts = ['postsToShow', 'commentsToShow', 'numberOfTags', 'perPage'];
const details = ['displayPostDate', 'showPostCounts', 'showTagCounts'];

/** The place of such a list: filled when a page is made. */
function listFor({ name, attributes }: Delimiter): Comment | undefined {
  const kind = lists.get(name);
  if (!kind) return undefined;
  const asked = {
    ...attributes,
    ...(typeof attributes.query === 'object' ? attributes.query : {}),
  } as Record<string, unknown>;
  const count =
    counts.map((one) => Number(asked[one])).find((one) => one > 0 && one < 1000) ??
    (name === 'archives' ? 100 : 0);
  const isDetailed = details.some((one) => asked[one] === true);
  return { type: 'comment', value: `live:${kind} ${Math.trunc(count)}${isDetailed ? ' detailed' : ''}` };
}

function socialLink(url: string, label: string): Node[] {
  const given = url.trim();
  const isMail = /^[^\s@/]+@[^\s@/]+$/.test(given);
  const href = isMail
    ? `mailto:${given}`
    : /^[a-z]+:|^[#/]/i.test(given)
      ? given
      : given && `https://${given}`;
  if (!href) return [];
  const name = label && label[0]!.toUpperCase() + label.slice(1);
  const link = element('a', { href, className: ['wp-block-social-link-anchor'] }, [text(name || given)]);
  return [element('li', { className: ['wp-social-link', 'wp-block-social-link'] }, [link])];
}

function track(src: string, words: string[]): Node[] {
  const caption = words.filter(Boolean).join(' – ');
  return src ? [playerFigure('audio', { src, ...(caption && { caption }) })] : [];
}

function noteList(notes: Note[]): Element {
  const items = notes.map(({ id, content }, index) => {
    const back = element(
      'a',
      { href: `#${id}-link`, ariaLabel: __('Jump to footnote reference %s', index + 1) },
      [text('↩︎')],
    );
    return element('li', { id }, [...parseHtml(content).children, text(' '), back]);
  });
  return element('ol', { className: ['wp-block-footnotes'] }, items);
}

const mostNotes = 1000;

function notesIn(json: string): Note[] {
  try {
    const given: unknown = JSON.parse(json);
    if (!Array.isArray(given)) return [];
    return given
      .slice(0, mostNotes)
      .flatMap((one: Partial<Record<keyof Note, unknown>> | null) =>
        typeof one?.id === 'string' && typeof one.content === 'string'
          ? [{ id: one.id, content: one.content }]
          : [],
      );
  } catch {
    return [];
  }
}
