// site/comment-draft.ts: a comment outlives a reload, a closed tab, a crash and a failed send, until the site says it is stored.
import { controlOf, findControl, make, makeButton } from '../shared/elements.ts';
import { randomKey } from '../shared/random.ts';
import { __ } from '../shared/words.ts';
import { discardFiles, draftFiles, setForm, setKey, type Answer } from './comment-draft-form.ts';
import {
  draftsOf,
  holdDraft,
  knowsTabs,
  ownId,
  readDraft,
  releaseDrafts,
  rememberOwn,
  removeDraft,
  wasStored,
  writeDraft,
  type Draft,
} from './comment-draft-store.ts';
import { waitForConnection } from './comment-waiting.ts';

const kept = ['comment', 'author', 'email', 'url', 'comment_parent', 'form_key', 'form_seal'];
/** Milliseconds that the page before this one may take to give up its draft. */
const patience = 3000;

interface Keeping {
  form: HTMLFormElement;
  post: string;
  answer: Answer;
  id: string;
  waits: boolean;
  notice?: HTMLElement;
}

/** Keeps what is typed in this browser, and brings back what this tab, or a tab that is gone, had not sent. */
export async function keepDraft(form: HTMLFormElement, answer: Answer): Promise<void> {
  const keeping: Keeping = { form, post: form.dataset.post ?? '', answer, id: randomKey(), waits: false };
  // Asks for the word that the comment is stored; a reader without drafts gets no such cookie.
  form.append(make('input', { type: 'hidden', name: 'keeps_draft', value: '1' }));
  const waiting = waitForConnection(form, (waits) => {
    keeping.waits = waits;
    save(keeping);
  });
  for (const event of ['input', 'change', 'filesChanged']) form.addEventListener(event, () => save(keeping));
  form.addEventListener('submit', () => save(keeping));
  form.addEventListener('answers', () => save(keeping));
  window.addEventListener('pagehide', () => releaseDrafts());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void comeBack(keeping);
    // Some browsers fill the form this late.
    else startAnew(keeping);
  });
  const draft = await bringBack(keeping);
  if (draft?.waits) waiting.resume();
}

/** @returns the draft that was brought back */
async function bringBack(keeping: Keeping): Promise<Draft | undefined> {
  const { form, post } = keeping;
  if (form.dataset.givenBack !== undefined) {
    // The site gave back what it was sent: the draft goes on under its name, and waits no more.
    keeping.id = ownId(post) ?? keeping.id;
    await claimOwn(keeping);
    save(keeping);
    return undefined;
  }
  startAnew(keeping);
  const own = readDraft(post, ownId(post) ?? '');
  if (own) {
    restore(keeping, own);
    await claimOwn(keeping);
    return own;
  }
  for (const draft of draftsOf(post)) {
    if (!(await holdDraft(draft.id))) continue;
    if (isEmpty(form)) return restore(keeping, knowsTabs() ? draft : moved(draft));
    // Whoever was quicker than this script keeps what they wrote.
    releaseDrafts(draft.id);
    return undefined;
  }
  return undefined;
}

/** A page of the browser's own memory: its draft may have been sent, or taken up by another tab. */
async function comeBack(keeping: Keeping): Promise<void> {
  if (!startAnew(keeping)) await claimOwn(keeping);
}

/** Where the browser brings back a form that was stored already, it is made empty, with a key of its own. */
function startAnew({ form, post, id, answer }: Keeping): boolean {
  const isNew = form.dataset.givenBack !== undefined || readDraft(post, id) !== undefined;
  const [key, text] = [controlOf(form, 'form_key').value, controlOf(form, 'comment').value];
  if (isNew || !wasStored(post, key, text)) return false;
  controlOf(form, 'comment').value = '';
  answer('0', '');
  setKey(form, randomKey());
  discardFiles(form);
  return true;
}

/** Two tabs that hold one draft (one was duplicated) go on with one each. */
async function claimOwn(keeping: Keeping): Promise<void> {
  if (await holdDraft(keeping.id, patience)) return;
  keeping.id = randomKey();
  if (!draftFiles(keeping.form).length) setKey(keeping.form, randomKey());
  void holdDraft(keeping.id);
  save(keeping);
}

// Which tab holds a draft is not told here: it moves to this one, and another that is still open writes its own again.
function moved(draft: Draft): Draft {
  removeDraft(draft);
  const copy = { ...draft, id: randomKey() };
  writeDraft(copy);
  return copy;
}

function restore(keeping: Keeping, draft: Draft): Draft {
  keeping.id = draft.id;
  keeping.waits = draft.waits;
  rememberOwn(keeping.post, draft.id);
  setForm(keeping.form, draft, keeping.answer);
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  keeping.notice = make(
    'p',
    { className: 'comment-notice', role: 'status' },
    `${__('What you wrote here (%s) is back.', when)} `,
    makeButton(__('Discard it'), () => discard(keeping)),
  );
  keeping.form.before(keeping.notice);
  return draft;
}

function discard(keeping: Keeping): void {
  const { form, answer, notice } = keeping;
  removeDraft(keeping);
  keeping.waits = false;
  discardFiles(form);
  controlOf(form, 'comment').value = '';
  answer('0', '');
  notice?.remove();
  controlOf(form, 'comment').focus();
}

function save(keeping: Keeping): void {
  const { form, post, id, waits } = keeping;
  if (isEmpty(form)) return removeDraft({ post, id });
  const values = kept.map((name) => [name, findControl(form, name)?.value ?? '']);
  writeDraft({
    id,
    post,
    at: Date.now(),
    fields: Object.fromEntries(values) as Record<string, string>,
    heading: document.getElementById('reply-heading')?.textContent ?? '',
    files: draftFiles(form),
    waits,
  });
  if (ownId(post) !== id) rememberOwn(post, id);
  void holdDraft(id);
}

const isEmpty = (form: HTMLFormElement): boolean =>
  controlOf(form, 'comment').value.trim() === '' && !draftFiles(form).length;
