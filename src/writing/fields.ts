// writing/fields.ts: posts as the admin's lists and the write screen show them.
import { __, translate } from '../base/language/gettext.ts';
import type { User } from '../accounts/user.ts';
import { timeView, type TimeStyle, type TimeView } from '../base/time/relative.ts';
import type { Term } from '../terms/term.ts';
import { mayDelete, mayEdit } from '../posts/permissions.ts';
import { postStatuses, publishedStatuses, type Post, type PostStatus } from '../posts/post.ts';
import type { ListedPost } from '../posts/queries/list.ts';
import { badgesOf, type Badge } from './badges.ts';
import { localMinute } from './save.ts';
import { newSubmissionKey } from './submitted-form.ts';

/** What a status may be set to in quick and bulk edit, with labels. */
export const statusChoices = (
  mayPublish: boolean,
  isScheduled = false,
): [value: PostStatus, title: string][] => [
  ...(mayPublish
    ? ([
        ['publish', translate(postStatuses[isScheduled ? 'future' : 'publish'].label)],
        ['private', translate(postStatuses.private.label)],
      ] as [PostStatus, string][])
    : []),
  ['pending', translate(postStatuses.pending.label)],
  ['draft', translate(postStatuses.draft.label)],
];

interface Linked {
  title: string;
  href: string;
}

export interface ListedPostView {
  id: number;
  title: string;
  href: string;
  edit_href: string;
  quick_href: string;
  badges: Badge[];
  author: Linked;
  categories: Linked[];
  tags: Linked[];
  /** What the date says: when it came out, will come out, or was worked on. */
  date_label: string;
  time: TimeView;
  comments: Linked;
  may_edit: boolean;
  may_delete: boolean;
  is_trashed: boolean;
  is_public: boolean;
}

interface Around {
  user: User;
  style: TimeStyle;
  authors: Map<number, User>;
  terms: Map<number, Term[]>;
  addresses: Map<number, string>;
  /** The list's own address with this post open for quick edit. */
  quickAddress: (id: number) => string;
}

/** A line of the list. */
export function listedPostView(post: ListedPost, around: Around): ListedPostView {
  const list = `/admin/${post.type}s`;
  const terms = around.terms.get(post.id) ?? [];
  const linked = (taxonomy: string, name: string) =>
    terms
      .filter((term) => term.taxonomy === taxonomy)
      .map((term) => ({ title: term.name, href: `${list}?${name}=${term.id}` }));
  const date = post.published_at ?? post.modified_at;
  return {
    id: post.id,
    title: post.title || __('(no title)'),
    href: around.addresses.get(post.id) ?? `/?p=${post.id}`,
    edit_href: `${list}/${post.id}`,
    quick_href: around.quickAddress(post.id),
    badges: badgesOf(post),
    author: {
      title: around.authors.get(post.author_id ?? 0)?.display_name ?? '',
      href: `${list}?author=${post.author_id}`,
    },
    categories: linked('category', 'category'),
    tags: linked('post_tag', 'tag'),
    date_label: dateLabel(post),
    time: timeView(date, around.style),
    comments: { title: String(post.comment_count), href: `/admin/comments?post=${post.id}` },
    may_edit: mayEdit(around.user, post) && post.status !== 'trash',
    may_delete: mayDelete(around.user, post),
    is_trashed: post.status === 'trash',
    is_public: post.status === 'publish',
  };
}

function dateLabel({ status, published_at }: ListedPost): string {
  if (status === 'future') return __('Scheduled');
  if (!published_at) return __('Last changed');
  return publishedStatuses.includes(status) ? __('Published') : __('Dated');
}

/** The fields of a post that stands. */
export function valuesOf(post: Post, tags: Term[], zone: string): Record<string, string> {
  const on = (is: boolean) => (is ? '1' : '');
  return {
    seen_at: post.modified_at.toISOString(),
    form_key: newSubmissionKey(),
    ...textsOf(post),
    visibility: post.password ? 'protected' : post.status === 'private' ? 'private' : 'public',
    published_at: post.published_at ? localMinute(post.published_at, zone) : '',
    is_sticky: on(post.is_sticky),
    comment_status: on(post.comment_status === 'open'),
    ping_status: on(post.ping_status === 'open'),
    comment_pause: String(post.comment_pause),
    new_category: '',
    new_category_parent: '',
    tags: tags.map(({ name }) => name).join(', '),
    featured_media_id: String(post.featured_media_id ?? ''),
    source_published_at: post.source_published_at?.toISOString().slice(0, 10) ?? '',
    author_id: String(post.author_id ?? ''),
    parent_id: String(post.parent_id ?? ''),
    menu_order: String(post.menu_order),
    template: post.template,
  };
}

function textsOf(post: Post): Record<string, string> {
  const { title, content, content_format, excerpt, slug, password, format } = post;
  const { to_ping, source_name, source_url, source_author, canonical, seo_title, seo_description } = post;
  return {
    title,
    content,
    content_format,
    excerpt,
    slug,
    password,
    format,
    to_ping,
    source_name,
    source_url,
    source_author,
    canonical,
    seo_title,
    seo_description,
  };
}

/** The fields of a new post. */
export function freshValues(open: {
  comments: boolean;
  pings: boolean;
  format: string;
}): Record<string, string> {
  const empty = [
    'title',
    'content',
    'excerpt',
    'slug',
    'password',
    'published_at',
    'is_sticky',
    'new_category',
  ];
  const more = ['tags', 'featured_media_id', 'to_ping', 'source_name', 'source_url', 'source_author'];
  const last = [
    'source_published_at',
    'seo_title',
    'seo_description',
    'author_id',
    'parent_id',
    'seen_at',
    'new_category_parent',
    'template',
  ];
  return {
    ...Object.fromEntries([...empty, ...more, ...last].map((name) => [name, ''])),
    form_key: newSubmissionKey(),
    content_format: 'html',
    visibility: 'public',
    format: open.format,
    canonical: 'own',
    menu_order: '0',
    comment_status: open.comments ? '1' : '',
    ping_status: open.pings ? '1' : '',
    comment_pause: '0',
  };
}
