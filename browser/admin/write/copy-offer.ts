// admin/write/copy-offer.ts: a text that was typed in this browser and not saved is offered above the form.
import { controlOf, make, makeButton } from '../../shared/elements.ts';
import { __ } from '../../shared/words.ts';
import { putFields, seenAt } from './copy-fields.ts';
import { removeCopy, type Copy } from './copy-storage.ts';

/** Shows a copy with the choice to restore or to discard it. */
export function offer(form: HTMLFormElement, key: string, copy: Copy): void {
  const valueOf = (wanted: string) => copy.fields.find(([name]) => name === wanted)?.[1] ?? '';
  const text = make('textarea', {
    rows: 8,
    readOnly: true,
    value: valueOf('content'),
    ariaLabel: __('The recovered text'),
  });
  const restore = makeButton(
    __('Restore'),
    () => {
      putFields(form, copy.fields, copy.seen);
      removeCopy(key);
      notice.remove();
      controlOf(form, 'title').focus();
    },
    { className: 'button' },
  );
  const discard = makeButton(
    __('Discard'),
    () => {
      if (!window.confirm(__('Throw the recovered text away?'))) return;
      removeCopy(key);
      if (same) same.hidden = false;
      notice.remove();
    },
    { className: 'link link-danger' },
  );
  const notice = make(
    'section',
    { className: 'notice notice-warning', ariaLabel: __('Recovered text') },
    make('p', { role: 'status' }, sentenceFor(form, copy, valueOf('title') || __('(no title)'))),
    make('details', {}, make('summary', {}, __('View')), text),
    make('p', { className: 'tools' }, restore, discard),
  );
  // The server's notice offers the same text, without the other fields.
  const same = copy.isKept ? document.querySelector<HTMLElement>('#autosave') : null;
  if (same) same.hidden = true;
  form.before(notice);
}

function sentenceFor(form: HTMLFormElement, copy: Copy, title: string): string {
  const date = new Date(copy.at).toLocaleString();
  const sentence = __(
    /* translators: title of a post, date and time */ '“%1$s” was typed in this browser on %2$s and not saved.',
    title,
    date,
  );
  if (copy.seen === seenAt(form).value) return `${sentence} `;
  const other = __('It was saved otherwise since; both texts are shown when you save this one.');
  return `${sentence} ${other}`;
}
