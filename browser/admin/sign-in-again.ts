// admin/sign-in-again.ts: signs in again over an unsaved text, in a window of its own; the page underneath stays as it is.

/** Where the site leads whoever has signed in; only those who may write get there. */
const here = '/admin/text/here';

/**
 * Asks the site whether this person is still signed in.
 * @returns 'in', 'out', or 'silent' when no answer comes
 */
export async function askSession() {
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch(here, { headers, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
    return answer.status === 401 || answer.type === 'opaqueredirect' ? 'out' : 'in';
  } catch {
    return 'silent';
  }
}

let asking;

/** Opens the window. @returns whether somebody has signed in; false when it was closed before */
export function signInAgain() {
  asking ??= ask().finally(() => (asking = undefined));
  return asking;
}

function ask() {
  const frame = make('iframe', { title: 'Sign in', src: `/login?redirect_to=${here}` });
  const tab = make('a', {
    href: `/login?redirect_to=${here}`,
    target: '_blank',
    rel: 'noopener',
    textContent: 'Sign in in a new tab instead',
  });
  const close = make('button', { type: 'button', className: 'link', textContent: 'Not now' });
  const tools = make('p', { className: 'tools' });
  tools.append(tab, close);
  const dialog = make('dialog', { className: 'editor-dialog sign-in-again' });
  dialog.setAttribute('aria-labelledby', 'sign-in-again');
  dialog.append(
    make('h2', { id: 'sign-in-again', textContent: 'Sign in again' }),
    make('p', {
      textContent: 'Your session has ended. Your text stays in this page, nothing of it is lost.',
    }),
    frame,
    tools,
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    let isIn = false;
    const done = () => {
      isIn = true;
      dialog.close();
    };
    // In another tab, too.
    const look = async () => (await askSession()) === 'in' && dialog.open && done();
    window.addEventListener('focus', look);
    close.addEventListener('click', () => dialog.close());
    frame.addEventListener('load', () => {
      if (frame.contentWindow?.location.pathname === here) done();
    });
    dialog.addEventListener('close', () => {
      window.removeEventListener('focus', look);
      dialog.remove();
      resolve(isIn);
    });
    dialog.showModal();
  });
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);
