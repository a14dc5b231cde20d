// base/html/quick-text.ts: the plain words of simple clean HTML without parsing it: what nearly all comments are made of.
import { blockNames } from './tree.ts';

/**
 * What `textOf` says of a text, in a fraction of its time; undefined for what only a parser can read: elements that
 * say nothing (figures, players), comments, references that our printer does not write. One pass, whatever it holds.
 * @param html as printHtml prints it: in text and in attributes `<`, `&` and quotes are written as references
 */
export function quickText(html: string): string | undefined {
  let isSimple = true;
  const bare = html.replace(/\s+/g, ' ').replace(tag, (_all, name: string) => {
    isSimple &&= inline.has(name) || blocks.has(name);
    return blocks.has(name) ? '\n' : '';
  });
  if (!isSimple || bare.includes('<')) return undefined;
  const text = bare.replace(reference, (all) => {
    const meant = references.get(all);
    isSimple &&= meant !== undefined;
    return meant ?? '';
  });
  if (!isSimple) return undefined;
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line)
    .join('\n');
}

const tag = /<\/?([a-z][a-z0-9]*)(?:[^"<>]|"[^"]*")*>/g;
const inline = new Set(
  'a abbr acronym b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strike strong sub sup time u var'.split(
    ' ',
  ),
);
const silent = ['figure', 'form'];
const blocks = new Set(['br', ...[...blockNames].filter((name) => !silent.includes(name))]);

// A bare ampersand counts as a reference that is not known.
const reference = /&[#\w]{0,31};?/g;
const references = new Map(
  Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0', '#x3C': '<', '#x3E': '>' })
    .concat(Object.entries({ '#x26': '&', '#x22': '"', '#34': '"', '#39': "'", '#x27': "'", '#x60': '`' }))
    .map(([name, meant]) => [`&${name};`, meant]),
);
