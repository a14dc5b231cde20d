// site/admin-fields.ts: the fields of the settings screens, in the owner's words.
import type { Choice, Field } from '../base/admin/fields.ts';
import { offsets } from '../base/time/dates.ts';
import { openRoles } from '../accounts/settings.ts';
import { postFormats, type Post } from '../posts/post.ts';
import type { Term } from '../terms/term.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'), ...offsets];
const same = (values: string[]) => values.map((value) => ({ value, title: value }));

export function generalFields(): Field[] {
  return [
    { name: 'blogname', label: 'Site title', kind: 'text' },
    {
      name: 'blogdescription',
      label: 'Tagline',
      kind: 'text',
      hint: 'In a few words, what this site is about.',
    },
    {
      name: 'admin_email',
      label: 'Administration email',
      kind: 'email',
      hint: 'Notes about the site go here.',
    },
    { name: 'users_can_register', label: 'Anyone can register', kind: 'check' },
    {
      name: 'default_role',
      label: 'New user default role',
      kind: 'select',
      choices: openRoles.map((value) => ({ value, title: value[0]!.toUpperCase() + value.slice(1) })),
      hint: 'What those who register may do. Contributors and authors write: choose them for people you know.',
    },
    {
      name: 'WPLANG',
      label: 'Language',
      kind: 'text',
      hint: 'A language code such as en-US, de-DE or he-IL.',
    },
    { name: 'timezone_string', label: 'Time zone', kind: 'select', choices: same(zones) },
    {
      name: 'date_format',
      label: 'Date format',
      kind: 'text',
      hint: 'F j, Y is November 9, 2017; Y-m-d is 2017-11-09.',
    },
    { name: 'time_format', label: 'Time format', kind: 'text', hint: 'g:i a is 8:05 pm; H:i is 20:05.' },
    {
      name: 'start_of_week',
      label: 'Week starts on',
      kind: 'select',
      choices: days.map((title, index) => ({ value: String(index), title })),
      hint: 'The first column of a calendar among the widgets.',
    },
    {
      name: 'revisions_to_keep',
      label: 'Revisions kept of each post',
      kind: 'number',
      hint: '-1 keeps all, 0 no further ones. Fewer than before: the oldest go when a post is saved next.',
    },
    {
      name: 'empty_trash_days',
      label: 'Days that posts and comments stay in the trash',
      kind: 'number',
      hint: 'Then they are deleted for ever. 0 keeps them until somebody empties the trash.',
    },
  ];
}

export function writingFields(categories: Pick<Term, 'id' | 'name'>[]): Field[] {
  return [
    {
      name: 'default_category',
      label: 'Default post category',
      kind: 'select',
      choices: categories.map(({ id, name }) => ({ value: String(id), title: name })),
    },
    {
      name: 'default_post_format',
      label: 'Default post format',
      kind: 'select',
      choices: postFormats.map((value) => ({ value, title: value[0]!.toUpperCase() + value.slice(1) })),
    },
    {
      name: 'use_smilies',
      label: 'Show :-) and :-P as faces',
      kind: 'check',
      hint: 'After a change, what is there already follows in the background.',
    },
    {
      name: 'ping_sites',
      label: 'Update services',
      kind: 'textarea',
      hint: 'One address a line: each is told of every new post. Nobody is told while search engines are asked to stay away.',
    },
    {
      name: 'websub_hub',
      label: 'WebSub hub',
      kind: 'text',
      hint: 'Feed readers that subscribe there hear of a new post at once. Empty: they look by themselves.',
    },
  ];
}

export function readingFields(pages: Pick<Post, 'id' | 'title'>[]): Field[] {
  const choices = pageChoices(pages);
  return [
    {
      name: 'show_on_front',
      label: 'Your homepage displays',
      kind: 'radio',
      choices: [
        { value: 'posts', title: 'The latest posts' },
        { value: 'page', title: 'A page' },
      ],
    },
    { name: 'page_on_front', label: 'Homepage', kind: 'select', choices },
    { name: 'page_for_posts', label: 'Posts page', kind: 'select', choices },
    { name: 'posts_per_page', label: 'Blog pages show at most', kind: 'number' },
    { name: 'posts_per_rss', label: 'Posts in a feed', kind: 'number' },
    { name: 'rss_use_excerpt', label: 'Feeds hold excerpts only', kind: 'check' },
    { name: 'blog_public', label: 'Search engines may list this site', kind: 'check' },
    { name: 'hits_enabled', label: 'Count reads and show them under posts', kind: 'check' },
    { name: 'hits_label', label: 'What the count is called', kind: 'text' },
  ];
}

export function privacyFields(pages: Pick<Post, 'id' | 'title'>[]): Field[] {
  return [
    {
      name: 'wp_page_for_privacy_policy',
      label: 'Privacy policy page',
      kind: 'select',
      hint: 'Only published pages can be chosen. The page is linked at the foot of every page.',
      choices: pageChoices(pages),
    },
  ];
}

export function permalinkFields(): Field[] {
  return [
    {
      name: 'permalink_structure',
      label: 'Permalink structure',
      kind: 'text',
      hint: 'Made of %year% %monthnum% %day% %hour% %minute% %second% %post_id% %postname% %category% %author%. Empty: /?p=12.',
    },
    { name: 'category_base', label: 'Category base', kind: 'text' },
    { name: 'tag_base', label: 'Tag base', kind: 'text' },
  ];
}

function pageChoices(pages: Pick<Post, 'id' | 'title'>[]): Choice[] {
  return [
    { value: '0', title: 'None' },
    ...pages.map(({ id, title }) => ({ value: String(id), title: title || '(no title)' })),
  ];
}
