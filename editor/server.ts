// server.ts: what the editor asks this site: texts as readers will see them, and posts to link to.

/** The post that is written; '' for a new one. */
const postId = (): string =>
  /\/(\d+)$/.exec(document.querySelector<HTMLFormElement>('form.write')?.dataset.lock ?? '')?.[1] ?? '';

/** A text as readers will see it: clean markup. Undefined when the site does not answer. */
export async function rendered(
  content: string,
  content_format: 'html' | 'markdown',
): Promise<string | undefined> {
  const body = new URLSearchParams({ content, content_format, id: postId() });
  try {
    const answer = await fetch('/admin/text/preview', {
      method: 'POST',
      body,
      headers: { Accept: 'application/json' },
    });
    if (!answer.ok) return undefined;
    return ((await answer.json()) as { html: string }).html;
  } catch {
    return undefined;
  }
}

/** A published post or page. */
export interface Linkable {
  title: string;
  url: string;
  /** Page, or the date of a post. */
  kind: string;
}

/** Published posts and pages by words of their titles; the newest when there are none. */
export async function linkables(words: string): Promise<Linkable[]> {
  try {
    const answer = await fetch(`/admin/text/links?${new URLSearchParams({ q: words }).toString()}`, {
      headers: { Accept: 'application/json' },
    });
    return answer.ok ? ((await answer.json()) as { links: Linkable[] }).links : [];
  } catch {
    return [];
  }
}
