// moderation/moderate.ts: the moderation list without loading it anew: its forms are sent by this script, which takes out what is
// decided and goes on to the next comment. Every form works without it.
import { isAbort, request, sentenceOf } from '../shared/request.ts';
import { listenForKeys } from './keys.ts';
import {
  addOlder,
  findRow,
  forgetTyped,
  isPanelShown,
  nextTo,
  openRow,
  placeRow,
  readRows,
  rowsOf,
} from './list.ts';
import { say, sayUndone } from './toast.ts';

interface Answer {
  text: string;
  batch: string;
  ids: number[];
  rows: string[];
  counts: Record<string, string>;
}

const root = document.querySelector<HTMLElement>('[data-moderating]');
let queue = Promise.resolve();
if (root) listen(root);

function listen(root: HTMLElement): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    if (event.defaultPrevented || !('moderates' in form.dataset) || submitter?.hasAttribute('data-whole'))
      return;
    event.preventDefault();
    begin(root, form, submitter);
  });
  root.addEventListener('click', (event) => {
    const target = event.target as Element;
    if (target instanceof HTMLInputElement && target.name === 'ids')
      selectRange(root, target, event.shiftKey);
    const row = target.closest<HTMLElement>('.moderation-row');
    if (!row || !isPanelShown(root) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!target.closest('[data-open]') && target.closest('a, button, input, label')) return;
    event.preventDefault();
    openRow(root, row);
  });
  sayUndone((batch) => {
    const back = root.querySelector<HTMLInputElement>('input[name="back"]')!.value;
    inTurn(() => send(root, '/admin/comments/undo', new URLSearchParams({ batch, back })));
  });
  listenForKeys(root);
}

/** Sends a form; a decision about the comment that is shown goes on to the next one at once. */
function begin(root: HTMLElement, form: HTMLFormElement, submitter: HTMLElement | null): void {
  const address = submitter?.getAttribute('formaction') ?? form.getAttribute('action')!;
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter))
    if (typeof value === 'string') fields.append(name, value);
  const id = /\/comments\/(\d+)\//.exec(address)?.[1];
  const row = id && submitter?.dataset.action ? findRow(root, id) : undefined;
  if (row) leave(root, row, fields, form);
  form.querySelector('[data-problem]')?.setAttribute('hidden', '');
  inTurn(() => send(root, address, fields, form));
}

/** A row’s button stands in the form of all ticked comments: those are not meant. */
function leave(root: HTMLElement, row: HTMLElement, fields: URLSearchParams, form: HTMLFormElement): void {
  if (form.contains(row)) for (const name of ['ids', 'what']) fields.delete(name);
  row.setAttribute('aria-busy', 'true');
  const next = nextTo(root, row);
  if (!row.classList.contains('is-current') && isPanelShown(root)) return;
  if (next) openRow(root, next, { isFocused: true });
}

function inTurn(work: () => Promise<void>): void {
  queue = queue.then(work, work);
}

async function send(
  root: HTMLElement,
  address: string,
  fields: URLSearchParams,
  form?: HTMLFormElement,
): Promise<void> {
  try {
    const answer = await request<Answer>(address, { fields });
    if (form?.isConnected) forgetTyped(form);
    await show(root, answer, {
      isUndone: address.endsWith('/undo'),
      isEdited: /\/(?:save|reply)$/.test(address),
    });
  } catch (error) {
    if (isAbort(error)) return;
    for (const row of root.querySelectorAll('[aria-busy]')) row.removeAttribute('aria-busy');
    const problem = form?.querySelector<HTMLElement>('[data-problem]');
    if (problem?.isConnected) {
      problem.hidden = false;
      problem.textContent = sentenceOf(error);
    } else say(sentenceOf(error), '');
  }
}

/** Puts the rows right, and opens the comment that comes next. */
async function show(
  root: HTMLElement,
  { text, batch, ids, rows, counts }: Answer,
  { isUndone, isEdited }: { isUndone: boolean; isEdited: boolean },
): Promise<void> {
  say(text, batch);
  document.dispatchEvent(new Event('comments-decided'));
  for (const [view, count] of Object.entries(counts)) {
    const shown = document.querySelector(`[data-view="${view}"] .count`);
    if (shown) shown.textContent = String(count);
  }
  const fresh = new Map(readRows(rows).map((row) => [row.id, row]));
  let isOpen = false;
  for (const id of ids) {
    const old = findRow(root, String(id));
    const row = fresh.get(`comment-${id}`);
    const isCurrent = old?.classList.contains('is-current') ?? false;
    const next = old && nextTo(root, old);
    if (row && (old ?? (isUndone || isEdited))) placeRow(root, row, old);
    else if (!row) old?.remove();
    const open = row && isCurrent ? row : isCurrent ? next : undefined;
    if (open?.isConnected) {
      openRow(root, open, { isFocused: !isEdited, isChanged: open === row });
      isOpen = true;
    }
  }
  if (isUndone && !isOpen) openFirst(root, fresh);
  await fill(root);
}

function openFirst(root: HTMLElement, fresh: Map<string, HTMLElement>): void {
  const row = [...fresh.values()].find((one) => one.isConnected);
  if (row) openRow(root, row, { isFocused: true, isChanged: true });
}

/** Brings older comments while few are left, and says when there are none. */
async function fill(root: HTMLElement): Promise<void> {
  const hadNone = rowsOf(root).length === 0;
  if (rowsOf(root).length < 10) await addOlder(root);
  const rows = rowsOf(root);
  root.querySelector<HTMLElement>('[data-empty]')!.hidden = rows.length > 0;
  root.querySelector<HTMLElement>('#one')!.hidden = rows.length === 0;
  if (hadNone && rows[0]) openRow(root, rows[0], { isFocused: true });
}

let lastTicked: HTMLInputElement | undefined;

/** With Shift, all between the last ticked box and this one become as this one. */
function selectRange(root: HTMLElement, box: HTMLInputElement, isRange: boolean): void {
  const boxes = [...root.querySelectorAll<HTMLInputElement>('input[name="ids"]')];
  const [from, to] = [lastTicked ? boxes.indexOf(lastTicked) : -1, boxes.indexOf(box)];
  lastTicked = box;
  if (!isRange || from < 0) return;
  for (const one of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
}
