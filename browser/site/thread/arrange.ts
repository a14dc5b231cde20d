// site/thread/arrange.ts: shows the comments in another order without leaving the page, and remembers it for the next post.
import { readKept, writeKept } from './kept.ts';

const name = 'comments-order';
/** What an address says of it. */
const words = ['comment_order', 'comment_view'];

/**
 * @param renewed called when the comments are others
 */
export function keepOrder(renewed: () => void): void {
  const thread = document.getElementById('comment-thread');
  if (!thread) return;
  thread.addEventListener('click', (event) => {
    const { target, button, metaKey, ctrlKey, shiftKey } = event;
    const link = target instanceof Element && target.closest<HTMLAnchorElement>('.comment-orders a');
    if (!link || button !== 0 || metaKey || ctrlKey || shiftKey) return;
    event.preventDefault();
    writeKept(name, wordsIn(new URL(link.href)));
    const place = [...thread.querySelectorAll('.comment-orders a')].indexOf(link);
    void show(thread, link.href, renewed).then(() =>
      thread.querySelectorAll<HTMLElement>('.comment-orders a')[place]?.focus(),
    );
  });
  const wanted = readKept(name, '');
  const here = new URL(location.href);
  const isAsked = words.some((word) => here.searchParams.has(word)) || here.searchParams.has('replytocom');
  // An address of one comment, or of a page of them, is what its reader asked for.
  if (!wanted || isAsked || here.hash.startsWith('#comment-') || /comment-page|cpage=/.test(here.href))
    return;
  const current = thread.querySelector<HTMLAnchorElement>('.comment-orders [aria-current]');
  if (!thread.querySelector('.comment-orders') || (current && wordsIn(new URL(current.href)) === wanted))
    return;
  for (const [word, value] of new URLSearchParams(wanted)) here.searchParams.set(word, value);
  void show(thread, here.href, renewed);
}

const wordsIn = ({ searchParams }: URL): string =>
  new URLSearchParams([...searchParams].filter(([word]) => words.includes(word))).toString();

/** Takes the comments out of another page of this post; where that fails, the page itself is opened. */
async function show(thread: HTMLElement, address: string, renewed: () => void): Promise<void> {
  try {
    const answer = await fetch(address, { mode: 'same-origin' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const other = page.getElementById('comment-thread');
    if (!answer.ok || !other) return location.assign(address);
    // The form may stand below a comment, with words in it.
    const respond = thread.querySelector('#respond');
    const answered = respond?.previousElementSibling?.id ?? '';
    if (respond) thread.after(respond);
    for (const key of ['order', 'takesNew', 'flat'] as const) {
      const value = other.dataset[key];
      if (value === undefined) delete thread.dataset[key];
      else thread.dataset[key] = value;
    }
    thread.replaceChildren(...other.childNodes);
    if (respond) document.getElementById(answered)?.after(respond);
    renewed();
  } catch {
    location.assign(address);
  }
}
