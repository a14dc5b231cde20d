// admin/import.ts: moves the progress bar of an import. Without it the page asks again by itself every few seconds.
const place = document.querySelector('[data-import]');
const here = new URL(location.href);

if (place && !here.searchParams.has('live')) {
  here.searchParams.set('live', '1');
  location.replace(here);
} else if (place) {
  void watch();
}

async function watch() {
  const bar = place.querySelector('progress');
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const answer = await fetch(`${location.pathname}/state`).catch(() => undefined);
    if (!answer?.ok) continue;
    const { percent, is_going, text } = await answer.json();
    if (!is_going) return location.replace(location.pathname);
    bar.value = percent;
    place.querySelector('[data-import-percent]').textContent = `${percent} %`;
    place.querySelector('[data-import-text]').textContent = text;
  }
}
