// base/xml/mend-section.ts: text sections (CDATA) that were made of texts which hold some, or that lost their end.
import { giveText, goTo, tell, type Mending } from './mending.ts';

/** So far is looked ahead to see what a `]]>` ends. */
const farthest = 100_000;

/** Takes a piece of the section that is open; false when more must be read first. */
export function sectionPiece(state: Mending): boolean {
  const { rest, at, isLast } = state;
  const name = state.open.at(-1) ?? '';
  const sign = /\]\]>|<!\[CDATA\[|<\/[\w.:-]{1,200}\s{0,20}>/g;
  sign.lastIndex = at;
  for (let found = sign.exec(rest); found; found = sign.exec(rest)) {
    const end = found.index + found[0].length;
    if (!isLast && rest.length - end < 300 && !found[0].startsWith('<!')) {
      // What follows decides, and is not here yet.
      give(state, found.index);
      return false;
    }
    if (found[0] === '<![CDATA[') {
      state.nested! += 1;
      give(state, end);
      tellBehind(state);
    } else if (found[0] !== ']]>') {
      if (!isLostEnd(rest, found[0], end, name)) continue;
      give(state, found.index);
      close(state);
      tell(state, 'cdata');
      return true;
    } else {
      const ends = endsHere(rest, end, name, { nested: state.nested!, isLast });
      if (ends === undefined) {
        give(state, found.index);
        return false;
      }
      if (ends) {
        give(state, found.index);
        goTo(state, end);
        close(state);
        return true;
      }
      state.nested = Math.max(0, state.nested! - 1);
      give(state, found.index);
      if (state.open.length) state.out.push(']]]]><![CDATA[>');
      goTo(state, end);
      tellBehind(state);
    }
  }
  // Half a sign may stand at the end.
  const until = isLast ? rest.length : Math.max(state.at, rest.length - 250);
  give(state, until);
  return false;
}

function give(state: Mending, until: number): void {
  if (until <= state.at) return;
  if (state.open.length) giveText(state, state.rest.slice(state.at, until));
  goTo(state, until);
}

function close(state: Mending): void {
  if (state.open.length) state.out.push(']]>');
  state.nested = undefined;
}

/** No instruction can stand within a section: it is closed for it. */
function tellBehind(state: Mending): void {
  if (!state.open.length || state.told.has('cdata')) return;
  state.out.push(']]>');
  tell(state, 'cdata');
  state.out.push('<![CDATA[');
}

/** Whether the section ends at a `]]>`; undefined when what follows does not say so yet. */
function endsHere(
  rest: string,
  end: number,
  name: string,
  { nested, isLast }: { nested: number; isLast: boolean },
): boolean | undefined {
  const next = /^\s*(<\/[\w.:-]+\s*>|<!\[CDATA\[)/.exec(rest.slice(end, end + 300))?.[1];
  if (next === '<![CDATA[' || (next && nameIn(next) === name)) return true;
  if (nested > 0) return false;
  const sign = /\]\]>|<!\[CDATA\[|<\/[\w.:-]{1,200}\s{0,20}>/g;
  sign.lastIndex = end;
  for (let found = sign.exec(rest); found && found.index - end < farthest; found = sign.exec(rest)) {
    if (found[0] === ']]>') return false;
    if (found[0] === '<![CDATA[' || nameIn(found[0]) === name) return true;
  }
  return isLast || rest.length - end > farthest ? true : undefined;
}

/** The end of the element itself, before the section ended, with another element behind it. */
const isLostEnd = (rest: string, tag: string, end: number, name: string): boolean =>
  nameIn(tag) === name &&
  /^\s*<\/?(?:wp|content|excerpt|dc|item|category|title|link|guid)\b/.test(rest.slice(end, end + 300));

const nameIn = (tag: string): string => tag.slice(2, -1).trim();
