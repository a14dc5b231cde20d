// admin/autosave.ts: nothing typed on the write screen is lost: the server gets it every minute, this browser at once.
import { holdLock } from './edit-lock.js';
import { askSession, signInAgain } from './sign-in-again.js';
import { keepCopies } from './write-copies.js';

const minute = 60_000;
/** Browsers let a page that closes send no more than this. */
const mostOnLeaving = 60_000;

for (const form of document.querySelectorAll('form[data-copies]')) {
  const copies = keepCopies(form);
  askBeforeSaving(form);
  if (form.dataset.autosave) autosave(form, copies);
}

/**
 * A save that would only lead to a page that says no, or to none at all, does not leave the text: without a line it
 * waits, without a session it goes on when somebody has signed in again.
 */
function askBeforeSaving(form) {
  let state = 'idle';
  const ask = async (submitter) => {
    const session = await askSession();
    if (session === 'silent') {
      noLine();
      document.querySelector('#autosave-trouble')?.scrollIntoView({ block: 'center' });
    }
    return session === 'in' || (session === 'out' && (await signInAgain())) ? submitter : undefined;
  };
  window.addEventListener(
    'submit',
    (event) => {
      // A preview opens beside this page, which stays.
      if (event.target !== form || state === 'asked' || event.submitter?.formTarget) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (state === 'asking') return;
      state = 'asking';
      void ask(event.submitter ?? null).then((submitter) => {
        state = 'asked';
        if (submitter !== undefined) form.requestSubmit(submitter);
        state = 'idle';
      });
    },
    true,
  );
}

function autosave(form, copies) {
  let sent = copies.isUnsaved ? '' : wordsOf(form);
  let sending;
  let isLeaving = false;

  const send = async (event) => {
    const words = wordsOf(form);
    if (words === sent || words === sending || isLeaving) return;
    // One after the other, but for a page that goes away.
    if (sending !== undefined && event?.type !== 'pagehide') return;
    sending = words;
    try {
      const keepalive = words.length < mostOnLeaving;
      const answer = await post(form.dataset.autosave, words, { keepalive });
      if (answer.ok) {
        const { time } = await answer.json();
        sent = words;
        if (words === wordsOf(form)) copies.kept();
        said(`Autosaved at ${time}.`);
        allIsWell();
      } else tellRefusal(answer, send);
    } catch {
      noLine();
    } finally {
      sending = undefined;
    }
  };

  holdLock(form, copies.name, {
    post,
    refused: (answer) => tellRefusal(answer, send),
    well: (asked) => allIsWell('line', asked),
    lost: () => send(),
    isChanged: copies.isChanged,
  });
  setInterval(() => send(), minute);
  for (const event of ['online', 'focus', 'pagehide']) window.addEventListener(event, send);
  document.addEventListener('visibilitychange', send);
  // The form itself takes the text along; the copy in this browser stays until it has arrived.
  window.addEventListener('submit', (event) => {
    const staysHere = event.defaultPrevented || event.submitter?.formTarget;
    if (event.target === form && !staysHere) isLeaving = true;
  });
  form.addEventListener('input', () => (isLeaving = false));
  window.addEventListener('pageshow', () => (isLeaving = false));
}

/** The part of the form that a revision keeps, as a form is sent. */
function wordsOf(form) {
  const names = ['title', 'content', 'content_format', 'excerpt'];
  return new URLSearchParams(names.map((name) => [name, form.elements.namedItem(name).value])).toString();
}

function post(address, words, options) {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
  return fetch(address, { method: 'POST', body: words, headers, redirect: 'manual', ...options });
}

const noLine = () =>
  trouble('line', 'The site does not answer. Your text is kept here, in this browser; save again later.');

/** @param again called when somebody has signed in */
function tellRefusal(answer, again) {
  if (answer.status === 401 || answer.type === 'opaqueredirect') {
    const link = Object.assign(document.createElement('a'), {
      href: '/login?redirect_to=/admin/',
      target: '_blank',
      rel: 'noopener',
      textContent: 'sign in in a new tab',
    });
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'link',
      textContent: 'sign in here',
    });
    button.addEventListener('click', async () => {
      if (!(await signInAgain())) return;
      allIsWell('line');
      again();
    });
    trouble('line', 'You are signed out: ', button, ' or ', link, ', your text is kept here.');
  } else if (answer.status === 403 || answer.status === 404 || answer.status === 409) {
    trouble('text', 'The site does not take this text any more. It is kept here, in this browser.');
  } else trouble('text', 'The site could not keep your text just now. It is kept here, in this browser.');
}

function said(sentence) {
  const line = document.querySelector('#autosaved');
  line.textContent = sentence;
  line.hidden = false;
}

/** Says above the form what is wrong, with the line or with the text. The same sentence is not said twice. */
function trouble(kind, ...words) {
  const notice = Object.assign(document.createElement('p'), {
    id: 'autosave-trouble',
    className: 'notice notice-warning',
    role: 'alert',
  });
  notice.dataset.kind = kind;
  notice.dataset.at = performance.now();
  notice.append(...words);
  if (document.querySelector('#autosave-trouble')?.textContent === notice.textContent) return;
  allIsWell();
  document.querySelector('form[data-copies]').before(notice);
}

/** @param asked when the site was asked that answers now; a late answer says nothing about a line that broke since */
function allIsWell(kind, asked = Infinity) {
  const notice = document.querySelector('#autosave-trouble');
  if (kind && (notice?.dataset.kind !== kind || asked < Number(notice.dataset.at))) return;
  notice?.remove();
}
