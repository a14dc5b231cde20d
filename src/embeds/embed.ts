// embeds/embed.ts: a link that shows more than its address.
import type { EmbedKind } from './services/service.ts';

/** What is stored of a link; title, author and poster come later, fetched in the background. All of it is plain text. */
export interface Embed {
  url: string;
  status: 'waiting' | 'ready' | 'failed';
  kind: EmbedKind;
  provider: string;
  title: string;
  author: string;
  author_url: string;
  description: string;
  /** What the page calls its site; '' where the service has a name of its own. */
  site_name: string;
  poster_media_id: number | null;
  /** Where the poster came from. */
  poster_url: string;
  icon_media_id: number | null;
  /** A frame that the page or its provider named; '' without one. */
  frame_url: string;
  width: number | null;
  height: number | null;
  error: string | null;
  attempts: number;
  asked_at: Date;
  fetched_at: Date | null;
  /** The service asked us to wait so long, with all its links. */
  rests_until: Date | null;
  /** Whatever came of it. */
  looked_at: Date | null;
  /** Good answers so far. */
  looks: number;
  /** When it is looked at again by itself. */
  due_at: Date | null;
  failing_since: Date | null;
  /** Since when it is known not to be there any more. */
  gone_at: Date | null;
  /** A copy of what is gone, '' without one. */
  archive_url: string;
}

/** As the list of embeds tells: `failing` is shown with what was known, and in doubt; `failed` is a plain link. */
export const states = ['ready', 'waiting', 'failing', 'gone', 'failed'] as const;
export type EmbedState = (typeof states)[number];
