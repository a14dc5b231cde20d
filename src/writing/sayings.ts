// writing/sayings.ts: what is said of a post, and of a page: a language may bend both in its own way.
import { N_, translate } from '../base/language/gettext.ts';

const ofPosts = {
  many: N_('Posts'),
  add: N_('New post'),
  edit: N_('Edit post'),
  edit_several: N_('Edit several posts'),
  all: N_('All posts'),
  write_first: N_('Write the first post'),
  none_fits: N_('No post fits'),
  none_yet: N_('No posts yet'),
  which: N_('Which posts'),
  selected: N_('Selected posts'),
  this: N_('This post'),
  may_not_change: N_('Your role does not allow you to change this post.'),
  may_not_delete: N_('Your role does not allow you to delete this post.'),
  may_not_publish: N_('Your role does not allow you to publish posts. Hand them in for review instead.'),
  may_not_give: N_('Your role does not allow you to give posts to another author.'),
  choose_author: N_('Please choose an author who may write posts.'),
  in_trash: N_('A post lies in the trash.'),
  restore_first: N_('This post lies in the trash. Restore it first, then save.'),
  one_is_empty: N_('There is nothing in a post yet.'),
  is_empty: N_('There is nothing in this post yet. Give it a title or a text.'),
  needs_password: N_('Type the password that opens this post, or choose another “Visibility”.'),
  came_out: N_('Nothing was changed: this post came out meanwhile. Please look again.'),
  one_changed_since: N_('A post was changed again since.'),
  changed_in_list: N_(
    'Not saved yet: this post was changed somewhere else meanwhile. What you typed is still here; save again to put it in the other’s place, or cancel.',
  ),
  changed_meanwhile: N_(
    'Not saved yet: this post was changed somewhere else while you were writing. Your text is still here, and the other one is shown below; copy what you need, then save again.',
  ),
  not_waiting: N_('This post is not waiting to come out.'),
  is_yours: N_('You are the one who is editing this post now.'),
  scheduled: N_('Post scheduled. It comes out by itself.'),
  updated: N_('Post updated:'),
  published: N_('Post published:'),
  saved_private: N_('Post saved; only people with access see it.'),
  handed_in: N_('Post handed in for review.'),
  updated_at: N_('Post updated at %s.'),
  saved_at: N_('Post saved at %s.'),
};

type Saying = keyof typeof ofPosts;

const ofPages: Record<Saying, string> = {
  many: N_('Pages'),
  add: N_('New page'),
  edit: N_('Edit page'),
  edit_several: N_('Edit several pages'),
  all: N_('All pages'),
  write_first: N_('Write the first page'),
  none_fits: N_('No page fits'),
  none_yet: N_('No pages yet'),
  which: N_('Which pages'),
  selected: N_('Selected pages'),
  this: N_('This page'),
  may_not_change: N_('Your role does not allow you to change this page.'),
  may_not_delete: N_('Your role does not allow you to delete this page.'),
  may_not_publish: N_('Your role does not allow you to publish pages. Hand them in for review instead.'),
  may_not_give: N_('Your role does not allow you to give pages to another author.'),
  choose_author: N_('Please choose an author who may write pages.'),
  in_trash: N_('A page lies in the trash.'),
  restore_first: N_('This page lies in the trash. Restore it first, then save.'),
  one_is_empty: N_('There is nothing in a page yet.'),
  is_empty: N_('There is nothing in this page yet. Give it a title or a text.'),
  needs_password: N_('Type the password that opens this page, or choose another “Visibility”.'),
  came_out: N_('Nothing was changed: this page came out meanwhile. Please look again.'),
  one_changed_since: N_('A page was changed again since.'),
  changed_in_list: N_(
    'Not saved yet: this page was changed somewhere else meanwhile. What you typed is still here; save again to put it in the other’s place, or cancel.',
  ),
  changed_meanwhile: N_(
    'Not saved yet: this page was changed somewhere else while you were writing. Your text is still here, and the other one is shown below; copy what you need, then save again.',
  ),
  not_waiting: N_('This page is not waiting to come out.'),
  is_yours: N_('You are the one who is editing this page now.'),
  scheduled: N_('Page scheduled. It comes out by itself.'),
  updated: N_('Page updated:'),
  published: N_('Page published:'),
  saved_private: N_('Page saved; only people with access see it.'),
  handed_in: N_('Page handed in for review.'),
  updated_at: N_('Page updated at %s.'),
  saved_at: N_('Page saved at %s.'),
};

/** A sentence about a post or a page, in the language spoken now. @param type as a row of posts has it */
export const say = (type: string, what: Saying, ...values: string[]): string =>
  translate((type === 'page' ? ofPages : ofPosts)[what], ...values);
