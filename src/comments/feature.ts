// comments/feature.ts: what readers say beneath a post.
import { Router } from 'express';
import { settingsMenuItem } from '../base/admin/settings-screen.ts';
import { N_ } from '../base/language/gettext.ts';
import type { Feature } from '../feature.ts';
import { pictureAdmin } from './admin-picture.ts';
import { tidyNoted } from './live/fragments.ts';
import { closeRooms } from './live/rooms.ts';
import { liveComments } from './live/site.ts';
import { tidyBans } from './bans/admin.ts';
import { commentAdmin } from './moderation/admin.ts';
import { tidyComments } from './moderation/empty-trash.ts';
import { sendDigests } from './notifications/digest.ts';
import { forgetUnheld } from './forget-embeds.ts';
import { usesInComments } from './media-uses.ts';
import { takeOldNames } from './names/take-old.ts';
import { notify } from './notifications/notify.ts';
import { countForLog } from './outcomes/log.ts';
import { findPassagesAgain } from './passages/find-again.ts';
import { rerenderForSettings, renderOld, showEmbed, stillShown, wantShown } from './content/rerender.ts';
import { mailLink, tidyLinks } from './own/claim.ts';
import { commentData } from './personal/personal-data.ts';
import { discussion } from './settings.ts';
import { notifySubscribers, sendSubscriberDigests } from './subscriptions/notify-subscribers.ts';
import { tidySubscribers } from './subscriptions/subscribe.ts';
import { spamCommand } from './spam/command.ts';
import { learnDecision, tidySpamTokens } from './spam/learn.ts';
import { discussionScreen } from './moderation/settings-admin.ts';
import { commentPaths } from './form/end-floods.ts';
import { recountHelpful } from './reactions/recount.ts';
import { commentSite, previewPath } from './site.ts';
import { commentsRest } from './rest/rest.ts';
import { picturesOfUsers } from './avatar.ts';
import { pendingInMenu, pendingLink } from './toolbar.ts';
import { commentPolicy } from './privacy-policy.ts';

export const comments: Feature = {
  name: 'comments',
  open: liveComments,
  site: commentSite,
  rest: commentsRest,
  checks_origin: [...commentPaths, previewPath],
  admin: {
    menu: [
      {
        title: N_('Comments'),
        path: '/admin/comments',
        position: 50,
        icon: 'message-square',
        capability: 'edit_posts',
      },
      {
        title: N_('Bans'),
        path: '/admin/bans',
        under: 'Comments',
        position: 51,
        capability: 'moderate_comments',
      },
      settingsMenuItem(discussionScreen, 83),
    ],
    waiting: pendingInMenu,
    routes: (blog) => Router().use(commentAdmin(blog), pictureAdmin(blog)),
  },
  admin_bar: pendingLink,
  user_pictures: picturesOfUsers,
  privacy_policy: commentPolicy,
  personal_data: commentData,
  settings: [discussion],
  media_uses: usesInComments,
  on: {
    'comment.posted': async (blog, data) => {
      await notify(blog, data);
      await notifySubscribers(blog, data);
    },
    'comment.decided': learnDecision,
    'comment.changed': async (blog, data) => {
      await wantShown(blog, data);
      await notify(blog, data);
      await notifySubscribers(blog, data);
    },
    'post.saved': findPassagesAgain,
    'embed.due': stillShown,
    'settings.saved': async (blog, data) => {
      await rerenderForSettings(blog, data);
      await recountHelpful(blog, data);
    },
    'embed.ready': showEmbed,
  },
  commands: { spam: spamCommand },
  tasks: {
    'comments.tidy-changes': (blog) => tidyNoted(blog),
    'comments.tidy-spam': (blog) => tidySpamTokens(blog),
    'comments.tidy': async (blog) => {
      await tidyComments(blog);
      await tidyBans(blog);
    },
    'comments.take-names': (blog) => takeOldNames(blog),
    'comments.forget-embeds': (blog) => forgetUnheld(blog),
    'comments.render-old': (blog) => renderOld(blog),
    'comments.digest': async (blog) => {
      await sendDigests(blog);
      await sendSubscriberDigests(blog);
    },
    'comments.tidy-subscribers': (blog) => tidySubscribers(blog),
    'comments.mail-link': (blog, payload) => mailLink(blog, payload),
    'comments.tidy-links': (blog) => tidyLinks(blog),
    'comments.count-outcomes': (blog) => countForLog(blog),
  },
  schedules: [
    { task: 'comments.tidy-subscribers', pattern: '50 3 * * *' },
    { task: 'comments.tidy-links', pattern: '40 3 * * *' },
    { task: 'comments.count-outcomes', pattern: '20 * * * *' },
    { task: 'comments.tidy-changes', pattern: '20 * * * *' },
    { task: 'comments.tidy-spam', pattern: '45 3 * * *' },
    { task: 'comments.tidy', pattern: '25 3 * * *' },
    { task: 'comments.forget-embeds', pattern: '35 4 * * *' },
    { task: 'comments.render-old', pattern: '*/15 * * * *' },
    { task: 'comments.take-names', pattern: '5,20,35,50 * * * *' },
    { task: 'comments.digest', pattern: '*/5 * * * *' },
  ],
  stop: closeRooms,
};
