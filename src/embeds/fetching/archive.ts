// embeds/fetching/archive.ts: whether the Internet Archive kept a copy of a page that is gone.
import { z } from 'zod';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { embedSettings } from '../settings.ts';

const answer = z.object({
  archived_snapshots: z.object({
    closest: z.object({ available: z.literal(true), url: z.string().max(2048) }),
  }),
});

/** The address of the newest copy; '' when there is none, none can be told, or the owner does not want it asked. */
export async function archivedCopy(blog: Blog, url: string): Promise<string> {
  const { embed_archive_copies } = await settings(blog.db, embedSettings);
  if (!embed_archive_copies) return '';
  const asked = `https://archive.org/wayback/available?url=${encodeURIComponent(url)}`;
  try {
    const { status, body } = await blog.fetch(asked, { purpose: 'card' });
    if (status !== 200) return '';
    const copy = new URL(answer.parse(JSON.parse(body.toString())).archived_snapshots.closest.url);
    return copy.host === 'web.archive.org' ? copy.href.replace(/^http:/, 'https:') : '';
  } catch {
    return '';
  }
}
