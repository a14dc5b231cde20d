// site/comment-complete.ts: `@` completes the names of this thread, `:` names of emoji. The list of emoji is loaded when somebody begins to write.
import { controlOf, make } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { replaceText } from './comment-text.ts';

interface Choice {
  label: string;
  /** What is put into the text. */
  text: string;
}

const most = 6;
let emoji: Record<string, string> = {};

/** Offers completions below the text while a name is typed; arrows choose, Enter and Tab take, Escape closes. */
export function completeNames(form: HTMLFormElement): void {
  const field = controlOf(form, 'comment');
  if (!(field instanceof HTMLTextAreaElement)) return;
  const list = make('ul', {
    id: 'comment-choices',
    className: 'comment-choices',
    role: 'listbox',
    hidden: true,
  });
  list.ariaLabel = __('Suggestions');
  field.after(list);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  let choices: Choice[] = [];
  let start = 0;
  let at = 0;

  const close = () => {
    list.hidden = true;
    choices = [];
    field.removeAttribute('aria-activedescendant');
  };
  const mark = () => {
    for (const [index, item] of [...list.children].entries()) item.ariaSelected = String(index === at);
    field.setAttribute('aria-activedescendant', `comment-choice-${at}`);
  };
  const take = (choice: Choice) => {
    replaceText(field, start, field.selectionStart, `${choice.text} `);
    close();
    field.focus();
  };
  const look = () => {
    const before = field.value.slice(Math.max(0, field.selectionStart - 60), field.selectionStart);
    const [, sign = '', typed = ''] =
      /(?:^|[\s(])([@:])([\p{L}\p{N}_+-][\p{L}\p{N}_+ -]{0,40}|)$/u.exec(before) ?? [];
    choices = sign === '@' ? people(typed) : sign === ':' && typed.length > 1 ? pictures(typed) : [];
    if (!choices.length) return close();
    start = field.selectionStart - typed.length - 1;
    at = 0;
    list.replaceChildren(
      ...choices.map((choice, index) => {
        const item = make('li', { id: `comment-choice-${index}`, role: 'option' }, choice.label);
        item.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          take(choice);
        });
        return item;
      }),
    );
    list.hidden = false;
    mark();
  };

  const load = async () => {
    ({ emoji } = await import('./emoji.ts'));
    look();
  };
  field.addEventListener('focus', () => void load(), { once: true });
  field.addEventListener('input', look);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (!choices.length || event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      at = (at + (key === 'ArrowDown' ? 1 : -1) + choices.length) % choices.length;
      mark();
    } else if (key === 'Enter' || key === 'Tab') take(choices[at]!);
    else if (key === 'Escape') {
      close();
      // Else Escape also ends the reply.
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
}

/** Who speaks on this page, the nearest to the form first. */
function people(typed: string): Choice[] {
  const names = [...document.querySelectorAll('.comment-list .fn')].map((one) => one.textContent.trim());
  const wanted = typed.toLowerCase();
  return [...new Set(names.toReversed())]
    .filter(
      (name) =>
        name &&
        name
          .toLowerCase()
          .split(/\s+/)
          .some((_, index, words) => words.slice(index).join(' ').startsWith(wanted)),
    )
    .slice(0, most)
    .map((name) => ({ label: name, text: `@${name}` }));
}

function pictures(typed: string): Choice[] {
  const wanted = typed.toLowerCase();
  return Object.entries(emoji)
    .filter(([name]) => name.includes(wanted))
    .toSorted(([a], [b]) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
    .slice(0, most)
    .map(([name, sign]) => ({ label: `${sign} ${name}`, text: sign }));
}
