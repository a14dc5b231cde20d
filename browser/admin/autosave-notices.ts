// admin/autosave-notices.ts: what the write screen says of its text: when it was kept, or why it was not.
import { make, makeButton } from '../shared/elements.ts';
import { __ } from '../shared/words.ts';
import { signInAgain } from './sign-in-again.ts';

/** What does not work: the connection, or the keeping of this text. */
type Trouble = 'connection' | 'text';

export function said(sentence: string): void {
  const line = document.querySelector<HTMLElement>('#autosaved')!;
  line.textContent = sentence;
  line.hidden = false;
}

export const noAnswer = (): void =>
  trouble(
    'connection',
    __('The site does not answer. Your text is kept here, in this browser; save again later.'),
  );

/**
 * Says why the site did not take the text.
 * @param status of its answer
 * @param again called when somebody has signed in
 */
export function tellRefusal(status: number, again: () => void): void {
  if (status === 401) tellSignedOut(again);
  else if ([403, 404, 409].includes(status))
    trouble('text', __('The site does not take this text any more. It is kept here, in this browser.'));
  else trouble('text', __('The site could not keep your text just now. It is kept here, in this browser.'));
}

function tellSignedOut(again: () => void): void {
  const address = '/login?redirect_to=/admin/';
  const link = make('a', { href: address, target: '_blank', rel: 'noopener' }, __('sign in in a new tab'));
  const signIn = async () => {
    if (!(await signInAgain())) return;
    allIsWell('connection');
    again();
  };
  const button = makeButton(__('sign in here'), () => void signIn(), { className: 'link' });
  const sentence = __(
    /* translators: “sign in here”, “sign in in a new tab” */ 'You are signed out: %1$s or %2$s, your text is kept here.',
  );
  const places: Record<string, Node> = { '%1$s': button, '%2$s': link };
  trouble('connection', ...sentence.split(/(%[12]\$s)/).map((piece) => places[piece] ?? piece));
}

/** Says it above the form. The same sentence is not said twice. */
function trouble(kind: Trouble, ...words: (Node | string)[]): void {
  const properties = { id: 'autosave-trouble', className: 'notice notice-warning', role: 'alert' };
  const notice = make('p', properties, ...words);
  notice.dataset.kind = kind;
  notice.dataset.at = String(performance.now());
  if (document.querySelector('#autosave-trouble')?.textContent === notice.textContent) return;
  allIsWell();
  document.querySelector('form[data-copies]')!.before(notice);
}

/**
 * Takes the notice away.
 * @param kind only one of this kind
 * @param asked when the site was asked that answers now; a late answer says nothing about a connection that broke since
 */
export function allIsWell(kind?: Trouble, asked = Infinity): void {
  const notice = document.querySelector<HTMLElement>('#autosave-trouble');
  if (kind && (notice?.dataset.kind !== kind || asked < Number(notice.dataset.at))) return;
  notice?.remove();
}
