// admin/pending.ts: keeps the number of comments that wait true, beside “Comments” in the menu and in the title: it is asked
// for each minute while a page is looked at, and after a decision.
import { request } from '../shared/request.ts';

interface Pending {
  /** '' for none. */
  label: string;
  /** The same for who hears it. */
  words: string;
}

const everyMs = 60_000;
const links = document.querySelectorAll<HTMLAnchorElement>(':is(.menu, .tabbar) a[href="/admin/comments"]');
let asked = Date.now();
if (links.length) begin();

function begin(): void {
  setInterval(() => {
    if (!document.hidden) void ask();
  }, everyMs);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - asked > everyMs) void ask();
  });
  document.addEventListener('comments-decided', () => void ask());
}

async function ask(): Promise<void> {
  asked = Date.now();
  try {
    const pending = await request<Pending>('/admin/comments/pending');
    for (const link of links) show(link, pending);
    document.title = document.title.replace(/^(?:\(\d+\+?\) )?/, pending.label ? `(${pending.label}) ` : '');
  } catch {
    // It is asked again in a minute.
  }
}

function show(link: HTMLAnchorElement, pending: Pending): void {
  const old = link.querySelector('.bubble');
  if (!pending.label) {
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
