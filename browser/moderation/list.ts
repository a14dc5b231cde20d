// moderation/list.ts: the rows of the moderation list, and the comment shown beside it.
import { isAbort } from '../shared/request.ts';

/** As in public/css/moderation: from here on there is room for a comment beside the list. */
const wide = window.matchMedia('(min-width: 64rem)');
let asking: AbortController | undefined;
let shown: Promise<void> = Promise.resolve();
const typed = new Map<string, (readonly [string, string])[]>();

export const isPanelShown = (root: HTMLElement): boolean =>
  wide.matches && root.querySelector('#one') !== null;

export const rowsOf = (root: HTMLElement): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('.moderation-row'),
];

export const currentRow = (root: HTMLElement): HTMLElement | undefined =>
  root.querySelector<HTMLElement>('.moderation-row.is-current') ?? undefined;

export const findRow = (root: HTMLElement, id: string): HTMLElement | undefined =>
  root.querySelector<HTMLElement>(`#comment-${id}`) ?? undefined;

/** The row after one; at the end the one before it. Those that are on their way out do not count. */
export function nextTo(root: HTMLElement, row: HTMLElement): HTMLElement | undefined {
  const rows = rowsOf(root).filter((one) => one === row || !one.hasAttribute('aria-busy'));
  const at = rows.indexOf(row);
  return rows[at + 1] ?? rows[at - 1];
}

/** Makes a row the current one, and shows its comment beside the list where there is room. */
export function openRow(
  root: HTMLElement,
  row: HTMLElement,
  { isFocused = false, isChanged = false } = {},
): void {
  for (const one of rowsOf(root)) {
    one.classList.toggle('is-current', one === row);
    const link = one.querySelector('[data-open]');
    if (one === row) link?.setAttribute('aria-current', 'true');
    else link?.removeAttribute('aria-current');
  }
  row.scrollIntoView({ block: 'nearest' });
  const link = row.querySelector<HTMLElement>('[data-open]');
  if (isFocused) link?.focus({ preventScroll: true });
  if (link && isPanelShown(root)) showPanel(root, row, { isChanged });
}

/** @param isChanged the comment is another than a moment ago */
function showPanel(root: HTMLElement, row: HTMLElement, { isChanged = false } = {}): void {
  const panel = root.querySelector<HTMLElement>('#one')!;
  const id = row.id.slice('comment-'.length);
  if (panel.dataset.shown === id && !isChanged && !panel.hasAttribute('aria-busy')) return;
  keepTyped(panel);
  asking?.abort();
  asking = new AbortController();
  shown = bringPanel(root, panel, id, asking.signal);
}

/** When what was asked for is there. */
export const panelShown = (): Promise<void> => shown;

async function bringPanel(
  root: HTMLElement,
  panel: HTMLElement,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const back = root.querySelector<HTMLInputElement>('input[name="back"]')!.value;
  panel.setAttribute('aria-busy', 'true');
  try {
    // Whoever runs through the list asks for the comment where they stop.
    await new Promise((resolve) => setTimeout(resolve, 40));
    signal.throwIfAborted();
    const page = await pageAt(`/admin/comments/${id}/panel?back=${encodeURIComponent(back)}`, signal);
    panel.replaceChildren(...page.body.childNodes);
    panel.dataset.shown = id;
    for (const [field, value] of typed.get(id) ?? [])
      panel.querySelector<HTMLInputElement>(`#${field}`)!.value = value;
    panel.scrollTop = 0;
    panel.hidden = false;
    panel.removeAttribute('aria-busy');
  } catch (error) {
    if (isAbort(error)) return;
    // The comment’s own screen says what is wrong.
    panel.removeAttribute('aria-busy');
    panel.hidden = true;
  }
}

/** What was typed beside one comment is there again when one comes back to it. */
function keepTyped(panel: HTMLElement): void {
  const id = panel.dataset.shown;
  if (!id) return;
  const fields = [...panel.querySelectorAll<HTMLInputElement>('textarea, input:not([type="hidden"])')]
    .filter(({ value, defaultValue }) => value !== defaultValue)
    .map(({ id: name, value }) => [name, value] as const);
  if (fields.length) typed.set(id, fields);
  else typed.delete(id);
}

/** What was typed has arrived. */
export function forgetTyped(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLInputElement>('textarea, input'))
    field.defaultValue = field.value;
}

/** Rows as the site sends them. */
export function readRows(all: string[]): HTMLElement[] {
  const page = new DOMParser().parseFromString(`<ul>${all.join('')}</ul>`, 'text/html');
  return [...page.querySelectorAll<HTMLElement>('.moderation-row')].map((row) => document.adoptNode(row));
}

/** Puts a row in the place of its old one, or where its time belongs. */
export function placeRow(root: HTMLElement, row: HTMLElement, old: HTMLElement | undefined): void {
  if (old) {
    old.replaceWith(row);
    return;
  }
  const after = rowsOf(root).find((one) => isNewer(row, one));
  if (after) after.before(row);
  else root.querySelector('.moderation')!.append(row);
}

function isNewer(one: HTMLElement, other: HTMLElement): boolean {
  const [a, b] = [one, other].map((row) => row.dataset.place!.split('.'));
  const byTime = BigInt(a![0]!) - BigInt(b![0]!);
  return byTime === 0n ? Number(a![1]) > Number(b![1]) : byTime > 0n;
}

/** Takes the rows of the next page to the end of this one. */
export async function addOlder(root: HTMLElement): Promise<void> {
  const link = root.querySelector<HTMLAnchorElement>('.paging a[rel="next"]');
  if (!link) return;
  try {
    const page = await pageAt(link.href);
    const known = new Set(rowsOf(root).map(({ id }) => id));
    for (const row of page.querySelectorAll<HTMLElement>('.moderation-row')) {
      if (known.has(row.id)) continue;
      row.classList.remove('is-current');
      root.querySelector('.moderation')!.append(row);
    }
    const next = page.querySelector<HTMLAnchorElement>('.paging a[rel="next"]');
    if (next) link.href = next.getAttribute('href')!;
    else link.remove();
  } catch {
    // The link itself stays, and says what is wrong.
  }
}

async function pageAt(address: string, signal?: AbortSignal): Promise<Document> {
  const answer = await fetch(address, {
    headers: { Accept: 'text/html' },
    mode: 'same-origin',
    redirect: 'manual',
    ...(signal && { signal }),
  });
  if (!answer.ok) throw new Error(`the site answers ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
