// site/comment-waiting.ts: a comment sent without a connection waits for one, and can be stopped.
import { make, makeButton } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';

/** Milliseconds in which a comment that was found waiting can still be stopped. */
const pause = 5000;

export interface Waiting {
  /** Goes on waiting on a page that was opened anew. */
  resume: () => void;
}

/** @param keep called when the comment begins or ceases to wait */
export function waitForConnection(form: HTMLFormElement, keep: (waits: boolean) => void): Waiting {
  let notice: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    clearTimeout(timer);
    notice?.remove();
    notice = undefined;
  };
  const stop = () => {
    end();
    keep(false);
  };
  const show = (words: string) => {
    end();
    const stopper = makeButton(__('Do not send it'), stop);
    notice = make('p', { className: 'comment-notice', role: 'status' }, `${words} `, stopper);
    form.before(notice);
  };
  const send = () => {
    end();
    form.requestSubmit();
  };
  const wait = () => {
    keep(true);
    show(__('There is no connection. Your comment is kept in this browser and sent when there is one.'));
  };

  form.addEventListener(
    'submit',
    (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      wait();
    },
    // Before the script of the files asks about those that could not be sent either.
    { capture: true },
  );
  // A moment later: files that failed are sent again first, and the comment waits for them.
  window.addEventListener('online', () => {
    if (notice) timer = setTimeout(send);
  });
  const resume = () => {
    if (!navigator.onLine) return wait();
    show(__('There is a connection again. Your comment is sent in a few seconds.'));
    timer = setTimeout(send, pause);
  };
  return { resume };
}
