// comments/moderation/settings-searchable.ts: what the Discussion screen holds, for the search for places.
import type { Held } from '../../base/admin/menu.ts';
import type { Discussion } from '../settings.ts';

const titles: Record<keyof Discussion, string> = {
  default_pingback_flag: 'Tell the blogs that a post links to',
  default_ping_status: 'New posts take trackbacks, pingbacks and webmentions',
  default_comment_status: 'New posts take comments',
  require_name_email: 'Name and email are required',
  comment_registration: 'Only users who are signed in may comment',
  show_comments_cookies_opt_in: 'Offer to remember name and email in the browser',
  close_comments_for_old_posts: 'Close comments on old posts',
  close_comments_days_old: 'Days after which comments close',
  thread_comments: 'Replies stand beneath what they answer',
  thread_comments_depth: 'Levels of replies',
  page_comments: 'Break the comments into pages',
  comments_per_page: 'Threads of comments on a page',
  default_comments_page: 'Page of comments shown first',
  comment_order: 'Order of comments: older or newer at the top',
  linkbacks_shown: 'Where mentions by other sites stand',
  comments_notify: 'Mail to the author of a post about every comment',
  moderation_notify: 'Mail to moderators when a comment is held',
  wp_notes_notify: 'Mail about notes of editors',
  comment_moderation: 'Every comment must be approved',
  comment_previously_approved: 'The author must have an approved comment already',
  comment_max_links: 'Hold a comment with many links',
  moderation_keys: 'Hold comments with these words',
  disallowed_keys: 'Bin comments with these words',
  show_avatars: 'Show avatars',
  avatar_rating: 'Rating of avatars',
  avatar_default: 'Default avatar',
  comments_ip_keep_days: 'Days until IP addresses of commenters are erased',
};

export const heldDiscussion: Held[] = Object.entries(titles).map(([name, title]) => ({
  name,
  title,
  anchor: name,
}));
