// site/thread/fragments.ts: puts what changed into the comments of an open page. New ones wait for the reader, so that nothing moves.
import { make, makeButton } from '../../shared/elements.ts';
import { __, _n, formOf, numberIn } from '../../shared/words.ts';
import { countReplies, insertComment } from './place.ts';
import { markNew, noteSeen } from './visits.ts';

/** A comment as it is now; src/comments/live/fragments.ts makes it. */
export interface Fragment {
  id: number;
  parent_id: number | null;
  /** '' when readers do not see it any more. */
  html: string;
  is_removed: boolean;
}

export interface Thread {
  take(fragments: Fragment[]): void;
  /** So much has changed that the page is to be loaded again. */
  tellStale(): void;
}

/** The comments of this page. Adds the bar for new ones to them. */
export function threadOf(comments: HTMLElement): Thread {
  const waiting = new Map<number, Fragment>();
  const bar = makeButton('', show, { className: 'comment-live-bar', hidden: true });
  const told = make('p', { className: 'screen-reader-text', role: 'status' });
  let isStale = false;
  comments.append(make('div', { className: 'comment-live' }, bar), told);

  return {
    take(fragments) {
      for (const one of fragments) {
        const shown = shownComment(one.id);
        waiting.delete(one.id);
        if (shown && one.html) renew(shown, one, told);
        else if (shown) takeAway(shown, comments, told);
        else if (one.html && !one.is_removed) waiting.set(one.id, one);
      }
      tell();
    },
    tellStale() {
      isStale = true;
      tell();
    },
  };

  function tell(): void {
    const { size } = waiting;
    const words = _n('%s new comment', '%s new comments', size);
    bar.hidden = !size && !isStale;
    if (bar.hidden) return;
    const shown = isStale ? __('This conversation has changed. Show it as it is now') : words;
    if (bar.textContent !== shown) bar.textContent = told.textContent = shown;
  }

  function show(): void {
    if (isStale) return location.reload();
    const all = [...waiting.values()].toSorted((one, other) => one.id - other.id);
    const made: HTMLElement[] = [];
    for (const one of all) {
      const item = itemOf(one.html);
      if (!item || !insertComment(item, one)) return location.assign(`/comments/${one.id}`);
      markNew(item);
      made.push(item);
      waiting.delete(one.id);
      countReplies(item);
    }
    countUp(made.length);
    noteSeen();
    tell();
    const [first] = made.toSorted((one, other) =>
      one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    if (first) focusOn(first);
  }
}

/** What stands apart from the conversation is left as it is. */
function shownComment(id: number): HTMLElement | null {
  const found = document.getElementById(`comment-${id}`);
  return found?.closest('#apart') ? null : found;
}

/** Markup that this site has made, and cleaned as it cleans the comments of the page. */
function itemOf(html: string): HTMLElement | null {
  return new DOMParser().parseFromString(html, 'text/html').querySelector('li');
}

const bodyOf = (item: HTMLElement): HTMLElement | null =>
  item.querySelector<HTMLElement>(':scope > [id^="div-comment-"]');

/** Changes what differs, so that a film goes on and the keyboard stays where it is. */
function renew(shown: HTMLElement, { html }: Fragment, told: HTMLElement): void {
  const fresh = itemOf(html);
  const [before, after] = [bodyOf(shown), fresh && bodyOf(fresh)];
  if (!before || !after) return;
  const wasHeld = before.querySelector('.comment-awaiting-moderation') !== null;
  // What stands there for its author or for moderators alone is not in what everybody gets.
  const own = [...before.querySelectorAll('.comment-own')];
  keepOwn(before, after);
  const parts = [...before.children].filter((part) => !own.includes(part));
  const freshParts = [...after.children];
  const isAlike = before.localName === after.localName && parts.length === freshParts.length;
  const hadFocus = before.contains(document.activeElement);
  if (isAlike) parts.forEach((part, at) => renewPart(part, freshParts[at]!));
  else before.replaceWith(after);
  if (!isAlike) after.append(...own);
  const now = bodyOf(shown)!;
  if (hadFocus && !now.contains(document.activeElement)) focusOn(shown, true);
  if (wasHeld) told.textContent = __('Your comment was approved.');
}

/** Of a moderator's page, and what a reader has chosen. */
function keepOwn(before: Element, after: Element): void {
  const edit = before.querySelector('.comment-edit-link');
  if (edit) after.querySelector('.comment-metadata')?.append(edit.cloneNode(true));
  const pick = before.querySelector('.comment-moderate');
  if (pick) after.querySelector('.comment-actions')?.append(pick.cloneNode(true));
  for (const pressed of before.querySelectorAll<HTMLButtonElement>(
    '.comment-reactions [aria-pressed="true"]',
  ))
    for (const button of after.querySelectorAll<HTMLButtonElement>('.comment-reactions button'))
      if (button.value === pressed.value) button.setAttribute('aria-pressed', 'true');
}

function renewPart(part: Element, fresh: Element): void {
  if (!part.isEqualNode(fresh)) part.replaceWith(fresh);
}

/** A comment that readers do not see any more goes; its place stays when replies, or words being written, stand below it. */
function takeAway(shown: HTMLElement, comments: HTMLElement, told: HTMLElement): void {
  const body = bodyOf(shown);
  const hadFocus = body?.contains(document.activeElement) ?? false;
  countUp(-1);
  if (shown.querySelector('li, #respond')) {
    const line = make(
      'p',
      { id: body?.id ?? '', className: 'comment-removed' },
      __('This comment was removed.'),
    );
    body?.replaceWith(line);
    if (hadFocus) focusOn(shown, true);
    return;
  }
  const next = shown.nextElementSibling ?? shown.previousElementSibling ?? shown.parentElement?.closest('li');
  const list = shown.parentElement;
  shown.remove();
  if (list && !list.children.length && list.matches('.children'))
    (list.closest('.comment-fold') ?? list).remove();
  else if (list) countReplies(list);
  if (!hadFocus) return;
  told.textContent = __('This comment was removed.');
  if (next instanceof HTMLElement) focusOn(next, true);
  else comments.querySelector<HTMLElement>('.comments-title')?.focus();
}

/** The keyboard goes on there. */
function focusOn(item: HTMLElement, isQuiet = false): void {
  const body = bodyOf(item) ?? item;
  body.tabIndex = -1;
  body.focus({ preventScroll: true });
  body.addEventListener('blur', () => body.removeAttribute('tabindex'), { once: true });
  if (!isQuiet) body.scrollIntoView({ block: 'center' });
}

/** The title says how many there are. */
function countUp(by: number): void {
  const title = document.getElementById('comments-title');
  if (!title?.dataset.count) return;
  const count = Math.max(0, Number(title.dataset.count) + by);
  title.dataset.count = String(count);
  title.textContent = titleFor(title.dataset, count);
}

/** The title of so many comments, of what the page brought for it. */
function titleFor({ one = '', many = '', forms }: DOMStringMap, count: number): string {
  if (count === 1) return one;
  return ((forms && formOf(forms, count)) || many).replace('{count}', numberIn(count));
}
