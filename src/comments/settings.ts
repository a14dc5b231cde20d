// comments/settings.ts: the Discussion settings, under WordPress's names and with its defaults.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { checkbox, group, number, select, textarea, withoutScreen } from '../base/settings/declare.ts';

export const discussion = z.object({
  ...group('discussion', N_('Default post settings'), {
    default_pingback_flag: checkbox(true, N_('Attempt to notify any blogs linked to from the post'), {
      help: N_(
        'By webmention, pingback or trackback, once for each link; Tools → Linkbacks sent shows how it went.',
      ),
    }),
  }),
  ...group('discussion', N_('Other comment settings'), {
    require_name_email: checkbox(true, N_('Comment author must fill out name and email')),
    comment_registration: checkbox(false, N_('Users must be registered and signed in to comment')),
    rest_allow_anonymous_comments: checkbox(
      false,
      N_('Take comments of guests from programs, by the REST API'),
      {
        help: N_(
          'Under the same rules, filters and limits as the form. Without it programs comment in the name of a user only.',
        ),
      },
    ),
    show_comments_cookies_opt_in: checkbox(true, N_('Offer to remember name and email in the browser'), {
      help: N_(
        'A remembered browser is also how a reader is recognised: once approved, its next comments need no waiting.',
      ),
    }),
    comment_edit_minutes: number(15, N_('Minutes in which commenters may edit their comments'), {
      min: 0,
      max: 10_080,
      help: N_(
        '0 for never. They are known by their browser, by signing in or by a link mailed to them. They may delete their comments at any time; earlier texts stay readable.',
      ),
    }),
    close_comments_for_old_posts: checkbox(false, N_('Automatically close comments on old posts')),
    close_comments_days_old: number(14, N_('Close comments when a post is this many days old'), {
      min: 0,
      max: 36_500,
    }),
  }),
  ...group('discussion', N_('Threads and pages'), {
    thread_comments: checkbox(true, N_('Enable threaded (nested) comments')),
    thread_comments_depth: number(5, N_('Number of levels for threaded (nested) comments'), {
      min: 2,
      max: 10,
    }),
    page_comments: checkbox(false, N_('Break comments into pages'), {
      help: N_('Without it a page still ends after 200 top level comments.'),
    }),
    comments_per_page: number(50, N_('Top level comments per page'), { min: 1, max: 1000 }),
    default_comments_page: select('newest', N_('Comments page to display by default'), {
      newest: N_('Last page'),
      oldest: N_('First page'),
    }),
    comment_order: select('asc', N_('Comments to display at the top of each page'), {
      asc: N_('Older comments'),
      desc: N_('Newer comments'),
    }),
    linkbacks_shown: select('apart', N_('Mentions by other sites stand'), {
      apart: N_('By themselves, below the comments'),
      thread: N_('Among the comments'),
    }),
  }),
  ...group('discussion', N_('Reactions'), {
    comment_reactions: textarea('', N_('Reactions that readers may choose from'), {
      max: 400,
      help: N_(
        'One a line, a sign and its name, six at most: “👍 Helpful”. A minus before it counts against a comment: “-👎 Not helpful”. With some, readers may sort by what is most helpful. One each: a browser that reacts keeps a random key as a cookie. Empty for none.',
      ),
    }),
  }),
  ...group('discussion', N_('Passages'), {
    comments_passages: checkbox(true, N_('Let readers comment on a passage of a post'), {
      help: N_(
        'Readers select words of the text, or copy them into the form. The words stand above the comment, and a number in the margin leads to it. After the post was edited, they are looked for again.',
      ),
    }),
  }),
  ...group('discussion', N_('Reports'), {
    comments_reports: checkbox(true, N_('Let readers report comments'), {
      help: N_(
        'Comments → Reported lists them with the reason. Each person counts once, known by account or by a random key that the browser keeps as a cookie.',
      ),
    }),
    comments_reports_hold: number(3, N_('Hold a comment when this many readers have reported it'), {
      min: 0,
      max: 100,
      help: N_(
        '0 for never. Readers in one network count as one here, and moderators are told by email. What a moderator has approved or left as it is, is not held by reports again until its author changes it. Comments of those who publish or moderate here are never held by reports.',
      ),
    }),
  }),
  ...group('discussion', N_('Email'), {
    comments_notify: checkbox(true, N_('Email the author of a post about every comment')),
    moderation_notify: checkbox(true, N_('Email moderators when a comment is held for moderation')),
    comments_subscriptions: checkbox(true, N_('Offer readers emails about replies and new comments'), {
      help: N_(
        'An address is written to only after its owner followed the link in a first email. Every email has a link that ends them.',
      ),
    }),
  }),
  ...group('discussion', N_('Before a comment appears'), {
    comment_moderation: checkbox(false, N_('Comment must be manually approved')),
    comment_previously_approved: checkbox(
      true,
      N_('Comment author must have a previously approved comment'),
      {
        help: N_(
          'Known by the browser that agreed to be remembered, or by signing in; a typed email proves nothing.',
        ),
      },
    ),
    comment_max_links: number(2, N_('Hold a comment with this many links or more'), {
      min: 0,
      max: 1000,
      help: N_('0 does not count links.'),
    }),
    moderation_keys: textarea('', N_('Hold comments that contain these words'), {
      max: 100_000,
      help: N_('One a line; matched anywhere in the text, name, email, website, IP address or browser.'),
    }),
    disallowed_keys: textarea('', N_('Disallowed comment keys'), {
      max: 100_000,
      help: N_('One a line, as above: comments that contain one go to the Trash.'),
    }),
    comments_public_log: checkbox(false, N_('Publish how comments are moderated'), {
      help: N_(
        'At /comments/log: how many of the last 30 days were approved, held, marked as spam or put into the Trash, and by which rules; no words, names or addresses.',
      ),
    }),
  }),
  ...group('discussion', N_('Spam'), {
    spam_check: checkbox(true, N_('Compare comments with what was marked as spam here'), {
      help: N_(
        'Nothing leaves this site. Every decision of a moderator teaches the filter; each comment shows what counted for and against it.',
      ),
    }),
    spam_hold_score: number(40, N_('Hold a comment with this score or more'), { min: 1, max: 1000 }),
    spam_mark_score: number(65, N_('Mark a comment with this score or more as spam'), { min: 1, max: 1000 }),
  }),
  ...group('discussion', N_('Avatars'), {
    show_avatars: checkbox(true, N_('Show avatars'), {
      help: N_('Drawn by this site; nothing is asked of others.'),
    }),
    avatar_default: select('mystery', N_('Default avatar'), {
      mystery: N_('Initials (Mystery Person)'),
      blank: N_('Blank'),
      gravatar_default: N_('Pattern (Gravatar logo)'),
      identicon: N_('Pattern (Identicon)'),
      wavatar: N_('Pattern (Wavatar)'),
      monsterid: N_('Pattern (MonsterID)'),
      retro: N_('Pattern (Retro)'),
      robohash: N_('Pattern (RoboHash)'),
      initials: N_('Initials'),
      color: N_('Plain color'),
    }),
  }),
  ...group('discussion', N_('Privacy'), {
    comments_ip_keep_days: number(30, N_('Days until IP addresses of commenters are erased'), {
      min: 0,
      max: 36_500,
      help: N_('0 stores none.'),
    }),
    comments_note_text: textarea('', N_('Note above the form'), {
      max: 1000,
      help: N_('Plain text. Empty for: “Your email address will not be published.”'),
    }),
    comments_consent_text: textarea('', N_('Words beside the box that remembers a browser'), {
      max: 1000,
      help: N_(
        'Plain text. Empty for: “Remember my name, email and website in this browser for my next comment.”',
      ),
    }),
    comments_subscribe_text: textarea('', N_('Words above the boxes that offer emails'), {
      max: 1000,
      help: N_('Plain text, such as who sends them and how to end them. Empty for none.'),
    }),
  }),
  ...withoutScreen(
    'It is kept for imports and exports and does nothing here: there are no notes of editors.',
    {
      wp_notes_notify: checkbox(true, 'Email about notes of editors'),
    },
  ),
  ...withoutScreen('It is kept for imports and exports: avatars drawn here have no rating.', {
    avatar_rating: select('G', 'Maximum rating of avatars', { G: 'G', PG: 'PG', R: 'R', X: 'X' }),
  }),
});

export type Discussion = z.infer<typeof discussion>;
