// site/comments.ts: moves the form to the comment that is answered, and keeps what is typed. Without it all of it works too.
import { controlOf, make } from '../shared/elements.ts';
import { request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';
import { completeNames } from './comment-complete.ts';
import { countCharacters } from './comment-counter.ts';
import type { Answer } from './comment-draft-form.ts';
import { keepDraft } from './comment-draft.ts';
import { offerPreview } from './comment-preview.ts';
import { offerQuotes } from './comment-quote.ts';
import { ensureFormKey } from './form-key.ts';
import { markPassages } from './passages/marks.ts';
import { noteStoredComments } from './comment-stored.ts';
import { sayHowLongAgo } from './relative-times.ts';
import { keepOrder } from './thread/arrange.ts';
import { readAlong } from './thread/live.ts';
import { showParents } from './thread/parents.ts';
import { showChosen, takeReactions } from './thread/reactions.ts';
import { markVisits } from './thread/visits.ts';

const respond = document.getElementById('respond');
const form = document.querySelector<HTMLFormElement>('#commentform');

noteStoredComments();
const markAgain = markVisits();
const times = () => {
  sayHowLongAgo(document);
  markPassages();
};
times();
keepOrder(() => {
  times();
  markAgain();
  showChosen();
});
showParents();
takeReactions();
showChosen();
readAlong(times);
void findMovedComment();
if (respond && form) {
  ensureFormKey(form);
  void keepDraft(form, moveToReplies(respond, form));
  offerPreview(form);
  offerQuotes(form);
  completeNames(form);
  countCharacters(form);
}
document.getElementById('comment-error')?.focus();

/** An old link may name a comment that stands on another page of comments by now, or nowhere any more. */
async function findMovedComment(): Promise<void> {
  const [, id] = /^#comment-(\d+)$/.exec(location.hash) ?? [];
  const comments = document.getElementById('comments');
  if (!id || !comments || document.getElementById(`comment-${id}`)) return;
  const { link } = await request<{ link: string }>(`/comments/${id}`).catch(() => ({ link: '' }));
  if (link) return location.replace(link);
  const words = __(
    'The comment this address names is not shown here: it waits for approval, or was removed.',
  );
  const told = comments.querySelector<HTMLElement>('[data-missing]');
  const notice = told ?? make('p', { className: 'comment-notice', role: 'status' }, words);
  if (!told) comments.prepend(notice);
  notice.scrollIntoView({ block: 'center' });
}

/** @returns what makes the form an answer */
function moveToReplies(respond: HTMLElement, form: HTMLFormElement): Answer {
  const home = make('div', { hidden: true });
  respond.before(home);
  const heading = document.getElementById('reply-heading');
  const cancel = document.getElementById('cancel-comment-reply-link');
  if (!heading || !cancel) return () => {};
  const text = controlOf(form, 'comment');
  let opener: HTMLElement | undefined;

  const answer: Answer = (id, words) => {
    controlOf(form, 'comment_parent').value = id;
    heading.textContent = words || (heading.dataset.plain ?? '');
    cancel.hidden = id === '0';
    const answered = id === '0' ? undefined : document.getElementById(`div-comment-${id}`);
    if (answered) answered.after(respond);
    else home.after(respond);
  };
  const answerNow: Answer = (id, words) => {
    answer(id, words);
    form.dispatchEvent(new CustomEvent('answers'));
  };

  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey, button } = event;
    const link = target instanceof Element && target.closest<HTMLElement>('.comment-reply-link');
    if (!link || ctrlKey || metaKey || shiftKey || button !== 0) return;
    const { comment: id = '', heading: words = '' } = link.dataset;
    event.preventDefault();
    opener = link;
    answerNow(id, words);
    text.focus();
  });

  cancel.addEventListener('click', (event) => {
    event.preventDefault();
    answerNow('0', '');
    // Whoever came from a reply link goes back to it; else to the text.
    (opener?.isConnected ? opener : text).focus();
    opener = undefined;
  });

  respond.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !cancel.hidden && !event.isComposing) cancel.click();
  });
  return answer;
}
