// site/thread/parents.ts: shows what a reply answers while its link is pointed at, and leads there.

/** Marks the answered comment while the pointer or the keyboard is on the link to it. */
export function showParents(): void {
  const thread = document.getElementById('comment-thread');
  if (!thread) return;
  const point = ({ target, type }: Event) => {
    const link = target instanceof Element && target.closest<HTMLElement>('.comment-parent');
    const parent = link && document.getElementById(`comment-${link.dataset.parent}`);
    const isOn = type === 'pointerover' || type === 'focusin';
    if (parent) parent.classList.toggle('is-answered', isOn);
  };
  for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout'])
    thread.addEventListener(type, point);
  thread.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLElement>('.comment-parent');
    const body = link && document.getElementById(`div-comment-${link.dataset.parent}`);
    if (!body || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The address changes with the jump; the keyboard goes along.
    body.tabIndex = -1;
    window.setTimeout(() => body.focus({ preventScroll: true }));
    body.addEventListener('blur', () => body.removeAttribute('tabindex'), { once: true });
  });
}
