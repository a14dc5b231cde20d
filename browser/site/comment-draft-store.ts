// site/comment-draft-store.ts: drafts of comments in this browser: one record a tab and post, and which tab holds which.

/** What somebody typed and has not sent, or has sent without knowing that it arrived. */
export interface Draft {
  id: string;
  post: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The values of the form by field name, its key and the comment it answers included. */
  fields: Record<string, string>;
  /** What stands above the form: whom it answers. */
  heading: string;
  files: DraftFile[];
  /** To be sent when there is a connection again. */
  waits: boolean;
}

export interface DraftFile {
  /** As the site named it; '' for one that never arrived. */
  id: string;
  name: string;
  description: string;
}

const nameOf = (post: string, id: string): string => `comment-draft-${post}-${id}`;

/** The drafts of a post, the newest first. */
export function draftsOf(post: string): Draft[] {
  const prefix = nameOf(post, '');
  return allNames()
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => readDraft(post, name.slice(prefix.length)) ?? [])
    .toSorted((a, b) => b.at - a.at);
}

export function readDraft(post: string, id: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(nameOf(post, id)) ?? 'null') as Draft | null;
    return draft?.id === id && typeof draft.fields === 'object' ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether the browser keeps it; it may forbid that, or have no space */
export function writeDraft(draft: Draft): boolean {
  try {
    localStorage.setItem(nameOf(draft.post, draft.id), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function removeDraft({ post, id }: Pick<Draft, 'post' | 'id'>): void {
  attempt(() => localStorage.removeItem(nameOf(post, id)));
}

/** Forgets the drafts, on whatever post, whose form the site has stored. */
export function removeStored(form_key: string): void {
  for (const name of allNames()) {
    const [, post, id] = /^comment-draft-(\d+)-(.+)$/.exec(name) ?? [];
    const draft = post && id ? readDraft(post, id) : undefined;
    if (draft?.fields.form_key !== form_key) continue;
    removeDraft(draft);
    attempt(() => sessionStorage.setItem(`comment-stored-${draft.post}`, draft.fields.comment ?? ''));
  }
  attempt(() => {
    const known = (sessionStorage.getItem(storedForms) ?? '').split(' ');
    sessionStorage.setItem(storedForms, [...known, form_key].slice(-20).join(' '));
  });
}

/** The draft this tab last held for a post; it outlives a reload, and no other tab sees it. */
export const ownId = (post: string): string | null =>
  attempt(() => sessionStorage.getItem(`comment-draft-${post}`)) ?? null;

export function rememberOwn(post: string, id: string): void {
  attempt(() => sessionStorage.setItem(`comment-draft-${post}`, id));
}

const storedForms = 'comments-stored';

/** Whether this tab stored such a form, or such a text: the browser may bring its page back as it was when it was sent. */
export const wasStored = (post: string, form_key: string, text: string): boolean =>
  (attempt(() => sessionStorage.getItem(storedForms)) ?? '').split(' ').includes(form_key) ||
  (text !== '' && attempt(() => sessionStorage.getItem(`comment-stored-${post}`)) === text);

const releases = new Map<string, () => void>();

/** Whether the browser can tell which tab holds a draft: only encrypted pages and this machine's own are told. */
export const knowsTabs = (): boolean => navigator.locks !== undefined;

/**
 * Takes a draft for this tab, until the page is left.
 * @param patience milliseconds to wait for a tab that is just giving it up
 * @returns false when another tab has it
 */
export function holdDraft(id: string, patience = 0): Promise<boolean> {
  if (!knowsTabs()) return Promise.resolve(true);
  if (releases.has(id)) return Promise.resolve(true);
  const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
  return new Promise((resolve) => {
    const held = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock ? new Promise<void>((release) => releases.set(id, release)) : undefined;
    };
    navigator.locks.request(`comment-draft-${id}`, options, held).catch(() => resolve(false));
  });
}

/** Gives up a draft, or all that this page holds. */
export function releaseDrafts(id?: string): void {
  for (const [held, release] of releases) {
    if (id !== undefined && held !== id) continue;
    release();
    releases.delete(held);
  }
}

const allNames = (): string[] => attempt(() => Object.keys(localStorage)) ?? [];

// A browser may forbid storage; then nothing is kept, and nothing breaks.
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
