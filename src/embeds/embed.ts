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
  poster_media_id: number | null;
  width: number | null;
  height: number | null;
  error: string | null;
  attempts: number;
  asked_at: Date;
  fetched_at: Date | null;
  /** The service asked us to wait so long, with all its links. */
  rests_until: Date | null;
}
