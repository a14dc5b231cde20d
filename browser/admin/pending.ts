// admin/pending.ts: how many comments wait, beside “Comments” in the menu; asked for on each page, each minute while it is
// looked at, and after a decision.
import { request } from '../shared/request.ts';

interface Pending {
  /** '' for none. */
  label: string;
  /** The same for who hears it. */
  words: string;
}

const kept = 'pending comments';
const everyMs = 60_000;
const link = document.querySelector<HTMLAnchorElement>('.menu a[href="/admin/comments"]');
let asked = 0;
if (link) begin(link);

function begin(link: HTMLAnchorElement): void {
  show(link, readKept());
  void ask(link);
  setInterval(() => {
    if (!document.hidden) void ask(link);
  }, everyMs);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - asked > everyMs) void ask(link);
  });
  document.addEventListener('comments-decided', () => void ask(link));
}

async function ask(link: HTMLAnchorElement): Promise<void> {
  asked = Date.now();
  try {
    const pending = await request<Pending>('/admin/comments/pending');
    show(link, pending);
    keep(pending);
  } catch {
    // It is asked again in a minute.
  }
}

function show(link: HTMLAnchorElement, pending: Pending | undefined): void {
  const old = link.querySelector('.bubble');
  if (!pending?.label) {
    old?.remove();
    return;
  }
  const bubble = old ?? document.createElement('span');
  bubble.className = 'bubble';
  bubble.setAttribute('aria-label', pending.words);
  bubble.setAttribute('role', 'img');
  bubble.textContent = pending.label;
  link.append(bubble);
}

/** Of the page before, so that nothing jumps. */
function readKept(): Pending | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(kept) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(pending: Pending): void {
  try {
    sessionStorage.setItem(kept, JSON.stringify(pending));
  } catch {
    // The next page asks.
  }
}
