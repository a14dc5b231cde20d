// admin/edit-lock.ts: says every few seconds that somebody writes here, and who else does.
import { request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';

const often = 15_000;

export interface LockEvents {
  /** The site refuses, or does not answer. */
  refused: (error: unknown) => void;
  /** The site answers what was asked at a moment, in milliseconds of `performance.now()`. */
  well: (asked: number) => void;
  /** Somebody else has taken over. */
  lost: () => void;
  /** Whether this screen holds more than was saved. */
  isChanged: () => boolean;
}

/**
 * Keeps the lock of a post while its write screen is open, and shows who else has it.
 * @param screen this screen's own word
 */
export function holdLock(form: HTMLFormElement, screen: string, events: LockEvents): void {
  const { lock: path } = form.dataset;
  const notice = document.querySelector<HTMLElement>('#lock')!;
  const fields = { screen };
  let isOurs = notice.hidden;

  const show = (holder: string) => {
    const isLost = holder && isOurs;
    isOurs = !holder;
    notice.hidden = isOurs;
    if (!isLost) return;
    // Whoever listens hears of it at once; a status that only appears is not read out.
    const said = notice.querySelector('[data-said]')!;
    said.setAttribute('role', 'alert');
    said.textContent = __(
      /* translators: name of a user */ '%s has taken over and is editing this now. What you typed is kept beside it.',
      holder,
    );
    events.lost();
  };

  const ask = async (what: 'lock' | 'take-over') => {
    const began = performance.now();
    try {
      const { holder } = await request<{ holder: string }>(`${path}/${what}`, { fields });
      events.well(began);
      show(holder);
    } catch (error) {
      events.refused(error);
    }
  };

  notice.addEventListener('submit', (event) => {
    // Where nothing was typed, the screen opens anew, with what the other one has saved.
    if (!events.isChanged()) return;
    event.preventDefault();
    void ask('take-over');
  });
  setInterval(() => void ask('lock'), often);
  for (const event of ['focus', 'pageshow']) window.addEventListener(event, () => void ask('lock'));
  window.addEventListener('pagehide', () => {
    navigator.sendBeacon(`${path}/unlock`, new URLSearchParams(fields));
  });
}
