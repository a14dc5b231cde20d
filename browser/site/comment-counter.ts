// site/comment-counter.ts: says how many characters are left when a comment comes near its limit.
import { controlOf, make } from '../shared/elements.ts';
import { _n } from '../shared/words.ts';

/** Characters left at which the count appears. */
const near = 1000;

export function countCharacters(form: HTMLFormElement): void {
  const text = controlOf(form, 'comment');
  if (!(text instanceof HTMLTextAreaElement)) return;
  // The site counts characters; the browser's own limit counts UTF-16 units, and would cut what is pasted without a word.
  const most = text.maxLength;
  text.removeAttribute('maxlength');
  const count = make('output', { className: 'comment-count', hidden: true });
  count.setAttribute('for', text.id);
  text.after(count);
  const show = () => {
    const length = text.value.length < most - near ? text.value.length : Array.from(text.value).length;
    const left = most - length;
    count.hidden = left > near;
    count.textContent =
      left < 0
        ? _n('%s character too many', '%s characters too many', -left)
        : _n('%1$s character left of %2$s', '%1$s characters left of %2$s', left, left, Number(most));
    text.setCustomValidity(
      left < 0 ? _n('This is too long by %s character.', 'This is too long by %s characters.', -left) : '',
    );
  };
  text.addEventListener('input', show);
  show();
}
