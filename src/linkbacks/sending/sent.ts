// linkbacks/sending/sent.ts: what was told to another site about a link in a post of ours.

export interface SentLinkback {
  id: number;
  post_id: number;
  /** A comment that answers a linkback, when it is that which was told; 0 for the post. */
  comment_id: number;
  /** The post's address when it was told. */
  source: string;
  /** The page that the post links to, or a trackback address that the author gave. */
  target: string;
  /** How; null until the target was looked at. */
  protocol: 'webmention' | 'pingback' | 'trackback' | null;
  /** `none`: the target takes no linkbacks. `failed`: it could not be reached; the queue tries again. */
  status: 'waiting' | 'accepted' | 'refused' | 'none' | 'failed';
  /** Their words, or why it failed. */
  said: string;
  sent_at: Date | null;
  /** Where it went; of a trackback address the author gave, that address from the start. */
  endpoint: string | null;
  tries: number;
}
