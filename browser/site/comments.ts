// site/comments.ts: moves the form to the comment that is answered, and keeps what is typed. Without it all of it works too.
import { controlOf, make } from '../shared/elements.ts';
import { rememberDraft } from './comment-draft.ts';

const respond = document.getElementById('respond');
const form = document.querySelector<HTMLFormElement>('#commentform');

findMovedComment();
if (respond && form) {
  moveToReplies(respond, form);
  rememberDraft(form);
}
document.getElementById('comment-error')?.focus();

/** An old link may name a comment that stands on another page of comments by now. */
function findMovedComment(): void {
  const [, id] = /^#comment-(\d+)$/.exec(location.hash) ?? [];
  const isPost = document.getElementById('comments') !== null;
  if (id && isPost && !document.getElementById(`comment-${id}`)) location.replace(`/comments/${id}`);
}

function moveToReplies(respond: HTMLElement, form: HTMLFormElement): void {
  const home = make('div', { hidden: true });
  respond.before(home);
  const heading = document.getElementById('reply-heading');
  const cancel = document.getElementById('cancel-comment-reply-link');
  if (!heading || !cancel) return;
  const text = controlOf(form, 'comment');
  let opener: HTMLElement | undefined;

  const answer = (id: string, words: string) => {
    controlOf(form, 'comment_parent').value = id;
    heading.textContent = words;
    cancel.hidden = id === '0';
  };

  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey, button } = event;
    const link = target instanceof Element && target.closest<HTMLElement>('.comment-reply-link');
    if (!link || ctrlKey || metaKey || shiftKey || button !== 0) return;
    const { comment: id = '', heading: words = '' } = link.dataset;
    event.preventDefault();
    opener = link;
    document.getElementById(`div-comment-${id}`)?.after(respond);
    answer(id, words);
    text.focus();
  });

  cancel.addEventListener('click', (event) => {
    event.preventDefault();
    home.after(respond);
    answer('0', heading.dataset.plain ?? '');
    // Whoever came from a reply link goes back to it; else to the text.
    (opener?.isConnected ? opener : text).focus();
    opener = undefined;
  });

  respond.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !cancel.hidden && !event.isComposing) cancel.click();
  });
}
