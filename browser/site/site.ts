// site/site.ts: what scrolls sideways can be reached and scrolled with keys; a folded menu closes as one expects.

const reach = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) (target as HTMLElement).tabIndex = 0;
    else target.removeAttribute('tabindex');
  }
});
for (const wide of document.querySelectorAll('pre, .content table')) reach.observe(wide);

const more = document.querySelector<HTMLDetailsElement>('.more-pages');
more?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  more.open = false;
  more.querySelector('summary')?.focus();
});
document.addEventListener('click', ({ target }) => {
  if (more?.open && !more.contains(target as Node | null)) more.open = false;
});
