// linkbacks/receiving/mention.ts: what a page says of its link in microformats: a reply, a like …, by whom, in which words. Pure.
import type { Element, Nodes, Root } from 'hast';
import { attribute, blockNames, classesOf, find, isElement } from '../../base/html/tree.ts';
import { cut } from './form.ts';
import { addressIn } from './target.ts';

export type MentionType = 'mention' | 'reply' | 'like' | 'repost' | 'bookmark';

/** Plain text; '' where the page says nothing. */
export interface Mention {
  type: MentionType;
  author_name: string;
  /** Absolute; of a picture that nobody has looked at. */
  author_photo: string;
  title: string;
  content: string;
  /** Whether they come to what the post invites to: yes, no, maybe or interested. */
  rsvp: string;
}

const responses = new Map<string, MentionType>(
  Object.entries({
    'u-in-reply-to': 'reply',
    'u-like-of': 'like',
    'u-repost-of': 'repost',
    'u-bookmark-of': 'bookmark',
  }),
);
const blocks = ['br', 'img', 'li', ...blockNames];
const unread = ['script', 'style', 'noscript', 'template'];

/** Where a link stands: the entry around it, and what the entry does to it. */
interface Place {
  entry: Element | Root;
  type: MentionType;
  /** The entry, and what stands around it: an author named further out counts, too. */
  around: (Element | Root)[];
}

/**
 * Reads the entry (`h-entry`) around the link that is meant; a reply, like, repost or bookmark before a mere link.
 * One walk over a tree that `parseHtml` limited: a general parser of microformats takes a nested item once for each
 * of its properties, so that a kilobyte of nested entries costs it all memory (A9, C12).
 */
export function mentionIn(tree: Root, isMeant: (href: string) => boolean, base: string): Mention {
  const places = placesIn(tree, isMeant);
  const { entry, type, around } = places.find((one) => one.type !== 'mention') ??
    places[0] ?? { entry: tree, type: 'mention' as const, around: [tree] };
  const isEntry = entry !== tree;
  const content = isEntry
    ? (property(entry, ['e-content', 'p-content']) ?? property(entry, ['p-summary']))
    : undefined;
  const title = isEntry ? property(entry, ['p-name']) : undefined;
  const author = around.map((one) => property(one, ['p-author', 'u-author'])).find(Boolean);
  return {
    type,
    author_name: author ? cut(nameOf(author), 200) : '',
    author_photo: author ? photoOf(author, base) : '',
    // A note's name is often its whole text.
    title: title && title !== content ? cut(textOf(title), 250) : '',
    content: content ? cut(textOf(content), 2000) : '',
    rsvp: type === 'reply' && isEntry ? rsvpIn(entry) : '',
  };
}

/** An answer to an invitation (`p-rsvp`): one of four words, else it is none. */
function rsvpIn(entry: Element | Root): string {
  const given = property(entry, ['p-rsvp']);
  const word = given ? textOf(given).trim().toLowerCase() : '';
  return ['yes', 'no', 'maybe', 'interested'].includes(word) ? word : '';
}

function placesIn(tree: Root, isMeant: (href: string) => boolean): Place[] {
  const places: Place[] = [];
  const walk = (node: Element | Root, place: Place) => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      const here = stepInto(child, place, tree);
      const href = addressIn(child);
      if (href && isMeant(href)) places.push(here);
      walk(child, here);
    }
  };
  walk(tree, { entry: tree, type: 'mention', around: [tree] });
  return places;
}

/** The outermost entry counts; an item inside it (a comment shown with it) takes no part in what the entry says. */
function stepInto(element: Element, place: Place, tree: Root): Place {
  const classes = classesOf(element);
  const type = classes.map((name) => responses.get(name)).find(Boolean);
  if (place.entry !== tree && type) return { ...place, type };
  if (place.entry === tree && classes.includes('h-entry'))
    return { entry: element, type: 'mention', around: [element, ...place.around] };
  if (classes.includes('h-feed')) return { ...place, around: [element, ...place.around] };
  return place;
}

/** The first element of a property's name, not looking into items that stand inside. */
function property(item: Element | Root, names: string[]): Element | undefined {
  for (const child of item.children) {
    if (!isElement(child)) continue;
    const classes = classesOf(child);
    if (names.some((name) => classes.includes(name))) return child;
    const found = classes.some((name) => /^h-[a-z]/.test(name)) ? undefined : property(child, names);
    if (found) return found;
  }
  return undefined;
}

/** A person's name: of a card its `p-name`, else its text. */
function nameOf(author: Element): string {
  const named = classesOf(author).includes('h-card') ? property(author, ['p-name']) : undefined;
  return textOf(named ?? author);
}

/** A card's `u-photo`, else its only picture (microformats 2, "implied photo"). */
function photoOf(author: Element, base: string): string {
  if (!classesOf(author).includes('h-card')) return '';
  const picture = property(author, ['u-photo']) ?? find(author, (one) => one.tagName === 'img');
  const href = picture && (attribute(picture, 'src') || attribute(picture, 'href'));
  const url = href && URL.canParse(href.trim(), base) ? new URL(href.trim(), base) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.href.length <= 2000 ? url.href : '';
}

function textOf(element: Element): string {
  if (element.tagName === 'abbr' && attribute(element, 'title')) return attribute(element, 'title');
  if (['data', 'input'].includes(element.tagName)) return attribute(element, 'value');
  return wordsIn(element).trim() || altIn(element);
}

/** What a reader sees of it; blocks stand apart. */
export function wordsIn(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node) || isElement(node, ...unread)) return '';
  const words = node.children.map(wordsIn).join('');
  return isElement(node, ...blocks) ? ` ${words} ` : words;
}

/** A card that is a picture only has its name in the picture's description. */
function altIn(element: Element): string {
  if (element.tagName === 'img') return attribute(element, 'alt');
  for (const child of element.children) {
    const found = isElement(child) ? altIn(child) : '';
    if (found) return found;
  }
  return '';
}
