// admin/autosave.ts: nothing typed on the write screen is lost: the server gets it every minute, this browser at once.
import { controlOf } from '../shared/elements.ts';
import { isRequestError, request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';
import { allIsWell, noAnswer, said, tellRefusal } from './autosave-notices.ts';
import { holdLock } from './edit-lock.ts';
import { saveInPlace } from './write/save-in-place.ts';
import { askSession, signInAgain } from './sign-in-again.ts';
import { storeFormKey } from './write/form-key.ts';
import { storeCopies, type Copies } from './write/write-copies.ts';

const minute = 60_000;
/** Browsers let a page that closes send no more than this. */
const mostOnLeaving = 60_000;

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-copies]')) {
  storeFormKey(form);
  const copies = storeCopies(form);
  askBeforeSaving(form);
  const { autosave: address } = form.dataset;
  if (address) autosave(form, address, copies);
  saveInPlace(form, copies, (path) => {
    // A new post is kept by itself from its first save on.
    if (form.dataset.autosave) return;
    form.dataset.lock = path;
    form.dataset.autosave = `${path}/autosave`;
    autosave(form, form.dataset.autosave, copies);
  });
}

/**
 * A save that would only lead to a page that says no, or to none at all, does not leave the text: without a connection it
 * waits, without a session it goes on when somebody has signed in again.
 */
function askBeforeSaving(form: HTMLFormElement): void {
  let state: 'idle' | 'asking' | 'asked' = 'idle';
  const maySave = async (): Promise<boolean> => {
    const session = await askSession();
    if (session === 'silent') {
      noAnswer();
      document.querySelector('#autosave-trouble')?.scrollIntoView({ block: 'center' });
    }
    return session === 'in' || (session === 'out' && (await signInAgain()));
  };
  window.addEventListener(
    'submit',
    (event) => {
      const { target, submitter } = event;
      if (target !== form || state === 'asked' || opensInNewTab(submitter)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (state === 'asking') return;
      state = 'asking';
      void maySave().then((isFree) => {
        state = 'asked';
        if (isFree) form.requestSubmit(submitter);
        state = 'idle';
      });
    },
    true,
  );
}

/** A preview opens beside this page, which stays. */
function opensInNewTab(submitter: HTMLElement | null): boolean {
  return submitter instanceof HTMLButtonElement && submitter.formTarget !== '';
}

function autosave(form: HTMLFormElement, address: string, copies: Copies): void {
  let sent = copies.isUnsaved ? '' : textsOf(form).toString();
  let sending: string | undefined;
  let isLeaving = false;

  const send = async (event?: Event): Promise<void> => {
    const fields = textsOf(form);
    const words = fields.toString();
    if (words === sent || words === sending || isLeaving) return;
    // One after the other, but for a page that goes away.
    if (sending !== undefined && event?.type !== 'pagehide') return;
    sending = words;
    try {
      const keepalive = words.length < mostOnLeaving;
      const { time } = await request<{ time: string }>(address, { fields, keepalive });
      sent = words;
      if (words === textsOf(form).toString()) copies.kept();
      said(__('Autosaved at %s.', time));
      allIsWell();
    } catch (error) {
      tell(error);
    } finally {
      sending = undefined;
    }
  };
  const tell = (error: unknown) => {
    if (isRequestError(error) && error.status) tellRefusal(error.status, () => void send());
    else noAnswer();
  };

  holdLock(form, copies.name, {
    // Without a connection the next text that cannot be kept says so.
    refused: (error) => isRequestError(error) && error.status && tell(error),
    well: (asked) => allIsWell('connection', asked),
    lost: () => void send(),
    isChanged: copies.isChanged,
  });
  const sendNow = (event?: Event) => void send(event);
  setInterval(sendNow, minute);
  for (const event of ['online', 'focus', 'pagehide']) window.addEventListener(event, sendNow);
  document.addEventListener('visibilitychange', sendNow);
  // The form itself takes the text along; the copy in this browser stays until it has arrived.
  window.addEventListener('submit', ({ target, submitter, defaultPrevented }) => {
    if (target === form && !defaultPrevented && !opensInNewTab(submitter)) isLeaving = true;
  });
  form.addEventListener('input', () => (isLeaving = false));
  window.addEventListener('pageshow', () => (isLeaving = false));
}

/** The part of the form that a revision keeps. */
function textsOf(form: HTMLFormElement): URLSearchParams {
  const names = ['title', 'content', 'content_format', 'excerpt'];
  return new URLSearchParams(names.map((name) => [name, controlOf(form, name).value]));
}
