// admin/edit-lock.ts: says every few seconds that somebody writes here, and who else does.

const often = 15_000;

/**
 * @param post sends words to an address, as a form does
 * @param refused told the answer when the site refuses
 * @param well told that the site answers what was asked at a moment
 * @param lost called when somebody has taken over
 * @param isChanged whether this screen holds more than was saved
 */
export function holdLock(form, screen, { post, refused, well, lost, isChanged }) {
  const path = form.dataset.lock;
  const notice = document.querySelector('#lock');
  const words = `screen=${screen}`;
  let isOurs = notice.hidden;

  const beat = async (deed) => {
    const began = performance.now();
    try {
      const answer = await post(`${path}/${deed}`, words);
      if (!answer.ok) return void refused(answer);
      well(began);
      show((await answer.json()).holder);
    } catch {
      // No line. The next text that cannot be kept says so.
    }
  };

  const show = (holder) => {
    const isLost = holder && isOurs;
    isOurs = !holder;
    notice.hidden = isOurs;
    if (!isLost) return;
    // Whoever listens hears of it at once; a status that only appears is not read out.
    const said = notice.querySelector('[data-said]');
    said.setAttribute('role', 'alert');
    said.textContent = `${holder} has taken over and is editing this now. What you typed is kept beside it.`;
    lost();
  };

  notice.addEventListener('submit', (event) => {
    // Where nothing was typed, the screen opens anew, with what the other one has saved.
    if (!isChanged()) return;
    event.preventDefault();
    void beat('take-over');
  });
  setInterval(() => beat('lock'), often);
  for (const event of ['focus', 'pageshow']) window.addEventListener(event, () => beat('lock'));
  window.addEventListener('pagehide', () => {
    navigator.sendBeacon(`${path}/unlock`, new URLSearchParams(words));
  });
}
