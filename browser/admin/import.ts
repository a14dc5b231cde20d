// admin/import.ts: moves the progress bar of an import. Without it the page asks again by itself every few seconds.
import { request } from '../shared/request.ts';

interface State {
  percent: number;
  is_going: boolean;
  text: string;
}

const place = document.querySelector<HTMLElement>('[data-import]');
const here = new URL(location.href);

if (place && !here.searchParams.has('live')) {
  here.searchParams.set('live', '1');
  location.replace(here);
} else if (place) {
  void watch(place);
}

async function watch(place: HTMLElement): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const state = await request<State>(`${location.pathname}/state`).catch(() => undefined);
    if (!state) continue;
    if (!state.is_going) return location.replace(location.pathname);
    place.querySelector('progress')!.value = state.percent;
    place.querySelector('[data-import-percent]')!.textContent = `${state.percent} %`;
    place.querySelector('[data-import-text]')!.textContent = state.text;
  }
}
