// editor/server.ts: what the editor asks this site: texts as readers will see them, posts to link to, files of the library.
import { request } from '../shared/request.ts';
import type { KeptFile } from './kept.ts';

/** The post that is written; '' for a new one. */
const postId = (): string =>
  /\/(\d+)$/.exec(document.querySelector<HTMLFormElement>('form.write')?.dataset.lock ?? '')?.[1] ?? '';

/** The editor goes on without what does not come. */
const orNothing = <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> =>
  asked.catch(() => undefined);

/** A text as readers will see it: clean markup. Undefined when the site does not answer. */
export async function rendered(
  content: string,
  content_format: 'html' | 'markdown',
): Promise<string | undefined> {
  const fields = { content, content_format, id: postId() };
  return (await orNothing(request<{ html: string }>('/admin/text/preview', { fields })))?.html;
}

/** What Markdown stands for, as HTML that may be written on; undefined when the site does not answer. */
export async function markdownAsHtml(content: string): Promise<string | undefined> {
  return (await orNothing(request<{ html: string }>('/admin/text/html', { fields: { content } })))?.html;
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
  const address = `/admin/text/links?${new URLSearchParams({ q: words }).toString()}`;
  return (await orNothing(request<{ links: Linkable[] }>(address)))?.links ?? [];
}

/** A page of the library; undefined when the site does not answer. */
export interface LibraryPage {
  files: KeptFile[];
  total: number;
  page: number;
  pages: number;
}

/** The newest first, by words and kind. */
export const libraryPage = (asked: {
  s: string;
  kind: string;
  page: string;
}): Promise<LibraryPage | undefined> => media<LibraryPage>(asked);

/** Files in the order of their ids; those that are gone are left out. */
export async function filesByIds(ids: number[]): Promise<KeptFile[]> {
  if (!ids.length) return [];
  return (await media<{ files: KeptFile[] }>({ ids: ids.join(',') }))?.files ?? [];
}

const media = <Answer>(asked: Record<string, string>): Promise<Answer | undefined> =>
  orNothing(request<Answer>(`/admin/text/media?${new URLSearchParams(asked).toString()}`));
