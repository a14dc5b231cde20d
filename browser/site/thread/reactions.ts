// site/thread/reactions.ts: reacts to a comment without leaving the page; what was chosen, only this browser remembers.
import { request, sentenceOf } from '../../shared/request.ts';
import { make } from '../../shared/elements.ts';
import { readKept, writeKept } from './kept.ts';

interface Reacted {
  /** '' for nothing. */
  chosen: string;
  counts: Record<string, number>;
}

const name = 'comments-reactions';
/** So many comments are remembered. */
const most = 1000;

/** The address of the form is that of the comment. */
export function takeReactions(): void {
  document.getElementById('comment-thread')?.addEventListener('submit', (event) => {
    const form = event.target;
    const { submitter } = event;
    if (!(form instanceof HTMLFormElement) || !form.matches('.comment-reactions')) return;
    if (!(submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void send(form, submitter);
  });
}

/** Shows what this reader chose before. */
export function showChosen(): void {
  const kept = readKept<Record<string, string>>(name, {});
  for (const form of document.querySelectorAll<HTMLFormElement>('.comment-reactions'))
    press(form, kept[keyOf(form)] ?? '');
}

async function send(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  form.querySelector('.comment-problem')?.remove();
  try {
    const { chosen, counts } = await request<Reacted>(form.action, { fields: { reaction: button.value } });
    const { [keyOf(form)]: _, ...others } = readKept<Record<string, string>>(name, {});
    const rest = Object.entries(others).slice(1 - most);
    writeKept(name, Object.fromEntries(chosen ? [...rest, [keyOf(form), chosen]] : rest));
    press(form, chosen);
    for (const shown of form.querySelectorAll<HTMLElement>('[data-count]'))
      shown.textContent = String(counts[shown.dataset.count ?? ''] ?? '');
  } catch (error) {
    form.append(make('span', { className: 'comment-problem', role: 'alert' }, sentenceOf(error)));
  }
}

function press(form: HTMLFormElement, chosen: string): void {
  for (const button of form.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button.value === chosen));
}

const keyOf = (form: HTMLFormElement): string => new URL(form.action).pathname.split('/')[2] ?? '';
