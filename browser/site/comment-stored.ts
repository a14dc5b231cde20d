// site/comment-stored.ts: the site's own word that it stored a comment, which comes as a cookie with the answer to its form.
import { make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { removeStored } from './comment-draft-store.ts';

const proof = /^((?:__Host-)?comment_stored_([\w-]{8,64}))=(\d+)$/;

/** Forgets the drafts that the site has stored, and leads to the comment that was just made. */
export function noteStoredComments(): void {
  for (const pair of document.cookie.split('; ')) {
    const [, cookie, form_key, id] = proof.exec(pair) ?? [];
    if (!cookie || !form_key || !id) continue;
    removeStored(form_key);
    const secure = cookie.startsWith('__Host-') ? '; Secure' : '';
    // oxlint-disable-next-line unicorn/no-document-cookie -- not every browser in use has the Cookie Store
    document.cookie = `${cookie}=; Max-Age=0; Path=/; SameSite=Lax${secure}`;
    if (location.hash === `#comment-${id}`) tellStored(id);
  }
}

/** The keyboard goes on at the comment, and who does not see the page hears that it is there. */
function tellStored(id: string): void {
  const comment = document.getElementById(`div-comment-${id}`);
  if (!comment) return;
  const isHeld = comment.querySelector('.comment-awaiting-moderation') !== null;
  const words = isHeld
    ? __('Your comment was received and awaits moderation.')
    : __('Your comment was posted.');
  comment.before(make('p', { className: 'comment-notice', role: 'status' }, words));
  comment.tabIndex = -1;
  comment.focus({ preventScroll: true });
  comment.addEventListener('blur', () => comment.removeAttribute('tabindex'), { once: true });
}
