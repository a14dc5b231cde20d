// admin/passkeys.ts: signs in with a passkey, and adds one: the browser's own dialog does the work. Without it the password
// does.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { fieldsOf } from '../shared/elements.ts';
import { isRequestError, request, sentenceOf } from '../shared/request.ts';

/** Where to go next. */
interface Done {
  href: string;
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!browserSupportsWebAuthn()) continue;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void trying(form, form.dataset.passkey === 'add' ? () => add(form) : signIn);
  });
}

async function signIn(): Promise<Done> {
  const address = '/login/passkey/begin';
  const optionsJSON = await request<PublicKeyCredentialRequestOptionsJSON>(address, { fields: {} });
  const answer = await startAuthentication({ optionsJSON });
  const typed = fieldsOf(document.querySelector<HTMLFormElement>('form[action="/login"]')!);
  const fields = {
    answer: JSON.stringify(answer),
    redirect_to: typed.get('redirect_to') ?? '',
    rememberme: typed.get('rememberme') ?? '',
  };
  return request('/login/passkey', { fields });
}

async function add(form: HTMLFormElement): Promise<Done> {
  const typed = fieldsOf(form);
  const address = '/admin/profile/passkeys';
  const fields = { proof: typed.get('proof') ?? '' };
  const optionsJSON = await request<PublicKeyCredentialCreationOptionsJSON>(`${address}/begin`, { fields });
  const answer = JSON.stringify(await startRegistration({ optionsJSON }));
  return request(`${address}/add`, { fields: { name: typed.get('name') ?? '', answer } });
}

async function trying(form: HTMLFormElement, work: () => Promise<Done>): Promise<void> {
  const status = form.querySelector('[role="alert"]')!;
  const button = form.querySelector('button')!;
  status.textContent = '';
  button.disabled = true;
  try {
    const { href } = await work();
    location.assign(href);
  } catch (error) {
    status.textContent = reasonOf(error);
  } finally {
    button.disabled = false;
  }
}

function reasonOf(error: unknown): string {
  if (isRequestError(error)) return sentenceOf(error);
  // The person closed the dialog, or the device has no key for this site: nothing went wrong that needs more words.
  const isClosed = error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);
  if (isClosed) return 'Nothing was done. Try again, or use your password.';
  return error instanceof Error ? error.message : sentenceOf(error);
}
