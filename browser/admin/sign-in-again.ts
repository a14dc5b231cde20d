// admin/sign-in-again.ts: signs in again over an unsaved text, in a window of its own; the page underneath stays as it is.
import { make, makeButton } from '../shared/elements.ts';
import { isRequestError, request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';

/** Where the site leads whoever has signed in; only those who may write get there. */
const here = '/admin/text/here';

/**
 * Asks the site whether this person is still signed in.
 * @returns 'in', 'out', or 'silent' when no answer comes
 */
export async function askSession(): Promise<'in' | 'out' | 'silent'> {
  try {
    await request<unknown>(here, { timeout: 15_000 });
    return 'in';
  } catch (error) {
    const status = isRequestError(error) ? error.status : 0;
    if (!status) return 'silent';
    return status === 401 ? 'out' : 'in';
  }
}

let asking: Promise<boolean> | undefined;

/** Opens the window. @returns whether somebody has signed in; false when it was closed before */
export function signInAgain(): Promise<boolean> {
  asking ??= ask().finally(() => (asking = undefined));
  return asking;
}

function ask(): Promise<boolean> {
  const address = `/login?redirect_to=${here}`;
  const frame = make('iframe', { title: __('Sign in'), src: address });
  const words = __('Sign in in a new tab instead');
  const tab = make('a', { href: address, target: '_blank', rel: 'noopener' }, words);
  const close = makeButton(__('Not now'), () => dialog.close(), { className: 'link' });
  const dialog = make(
    'dialog',
    { className: 'editor-dialog sign-in-again' },
    make('h2', { id: 'sign-in-again' }, __('Sign in again')),
    make('p', {}, __('Your session has ended. Your text stays in this page, nothing of it is lost.')),
    frame,
    make('p', { className: 'tools' }, tab, close),
  );
  dialog.setAttribute('aria-labelledby', 'sign-in-again');
  document.body.append(dialog);
  return new Promise((resolve) => {
    let isIn = false;
    const done = () => {
      isIn = true;
      dialog.close();
    };
    // In another tab, too.
    const look = async () => {
      if ((await askSession()) === 'in' && dialog.open) done();
    };
    const onFocus = () => void look();
    window.addEventListener('focus', onFocus);
    frame.addEventListener('load', () => {
      if (frame.contentWindow?.location.pathname === here) done();
    });
    dialog.addEventListener('close', () => {
      window.removeEventListener('focus', onFocus);
      dialog.remove();
      resolve(isIn);
    });
    dialog.showModal();
  });
}
