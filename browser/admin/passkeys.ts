// admin/passkeys.ts: signs in with a passkey, and adds one: the browser's own dialog does the work. Without it the password does.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!browserSupportsWebAuthn()) continue;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void (form.dataset.passkey === 'add' ? add(form) : signIn(form));
  });
}

function signIn(form) {
  return trying(form, async () => {
    const optionsJSON = await post('/login/passkey/begin', {});
    const answer = await startAuthentication({ optionsJSON });
    const fields = Object.fromEntries(new FormData(document.querySelector('form[action="/login"]')));
    const { redirect_to, rememberme = '' } = fields;
    return post('/login/passkey', { answer: JSON.stringify(answer), redirect_to, rememberme });
  });
}

function add(form) {
  return trying(form, async () => {
    const { name, proof } = Object.fromEntries(new FormData(form));
    const optionsJSON = await post('/admin/profile/passkeys/begin', { proof });
    const answer = await startRegistration({ optionsJSON });
    return post('/admin/profile/passkeys/add', { name, answer: JSON.stringify(answer) });
  });
}

async function trying(form, work) {
  const status = form.querySelector('[role="alert"]');
  const button = form.querySelector('button');
  status.textContent = '';
  button.disabled = true;
  try {
    const { href } = await work();
    location.assign(href);
  } catch (error) {
    // The person closed the dialog, or the device has no key for this site: nothing went wrong that needs more words.
    const isClosed = error.name === 'NotAllowedError' || error.name === 'AbortError';
    status.textContent = isClosed ? 'Nothing was done. Try again, or use your password.' : error.message;
  } finally {
    button.disabled = false;
  }
}

async function post(address, fields) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(fields),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}
