// comments/settings.ts: the Discussion settings, under WordPress's names and with its defaults.
import { z } from 'zod';
import { wholeNumber, yesOrNo } from '../base/settings/settings.ts';

const openOrClosed = z.enum(['open', 'closed']).default('open');
const keys = z.string().max(100_000).default('');

export const discussion = z.object({
  default_pingback_flag: yesOrNo(true),
  default_ping_status: openOrClosed,
  default_comment_status: openOrClosed,
  require_name_email: yesOrNo(true),
  comment_registration: yesOrNo(false),
  close_comments_for_old_posts: yesOrNo(false),
  close_comments_days_old: wholeNumber(14, 0, 36_500),
  show_comments_cookies_opt_in: yesOrNo(true),
  thread_comments: yesOrNo(true),
  thread_comments_depth: wholeNumber(5, 2, 10),
  page_comments: yesOrNo(false),
  comments_per_page: wholeNumber(50, 1, 1000),
  default_comments_page: z.enum(['newest', 'oldest']).default('newest'),
  comment_order: z.enum(['asc', 'desc']).default('asc'),
  /** Ours: whether pages that mention a post stand in the conversation, or by themselves below it. */
  linkbacks_shown: z.enum(['apart', 'thread']).default('apart'),
  comments_notify: yesOrNo(true),
  moderation_notify: yesOrNo(true),
  wp_notes_notify: yesOrNo(true),
  comment_moderation: yesOrNo(false),
  comment_previously_approved: yesOrNo(true),
  comment_max_links: wholeNumber(2, 0, 1000),
  /** One key per line: a comment that holds one waits for a moderator. */
  moderation_keys: keys,
  /** One key per line: a comment that holds one goes to the trash. */
  disallowed_keys: keys,
  show_avatars: yesOrNo(true),
  avatar_rating: z.enum(['G', 'PG', 'R', 'X']).default('G'),
  avatar_default: z
    .enum([
      'mystery',
      'blank',
      'gravatar_default',
      'identicon',
      'wavatar',
      'monsterid',
      'retro',
      'robohash',
      'initials',
      'color',
    ])
    .default('mystery'),
  /** Ours: after how many days the addresses of commenters' machines are erased; 0 stores none. */
  comments_ip_keep_days: wholeNumber(30, 0, 36_500),
});

export type Discussion = z.infer<typeof discussion>;
