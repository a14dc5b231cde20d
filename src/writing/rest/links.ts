// writing/rest/links.ts: where the things beside a post are, and what somebody may do with it (WordPress's relations).
import { may } from '../../accounts/user.ts';
import { selfLink, type RestLinks } from '../../base/rest/links.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { mayDelete, mayEdit, mayEditOthers, mayPublish } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import type { RevisionCount } from '../queries/revisions.ts';

/** `/wp/v2/posts`, `/wp/v2/pages` or `/wp/v2/blocks`. */
export const restBase = (type: string): string => `/wp/v2/${type === 'wp_block' ? 'block' : type}s`;

/** The methods that somebody may use on a post. */
export function allowedOn(post: Post, asker: RestUser | undefined): string[] {
  const user = asker?.user;
  return [
    'GET',
    ...(mayEdit(user, post) ? ['POST', 'PUT', 'PATCH'] : []),
    ...(mayDelete(user, post) ? ['DELETE'] : []),
  ];
}

interface Around {
  asker: RestUser | undefined;
  isEdit: boolean;
  revisions?: RevisionCount | undefined;
}

export function linksOf(post: Post, { asker, isEdit, revisions }: Around): RestLinks {
  const base = restBase(post.type);
  const path = `${base}/${post.id}`;
  const embeddable = true as const;
  const { count = 0, last_id = 0 } = revisions ?? {};
  return {
    self: [selfLink(path, allowedOn(post, asker))],
    collection: [{ href: base }],
    about: [{ href: `/wp/v2/types/${post.type}` }],
    ...(post.author_id && { author: [{ embeddable, href: `/wp/v2/users/${post.author_id}` }] }),
    replies: [{ embeddable, href: `/wp/v2/comments?post=${post.id}` }],
    'version-history': [{ count, href: `${path}/revisions` }],
    ...(count && { 'predecessor-version': [{ id: last_id, href: `${path}/revisions/${last_id}` }] }),
    ...(post.parent_id && { up: [{ embeddable, href: `${base}/${post.parent_id}` }] }),
    ...(post.featured_media_id && {
      'wp:featuredmedia': [{ embeddable, href: `/wp/v2/media/${post.featured_media_id}` }],
    }),
    'wp:attachment': [{ href: `/wp/v2/media?parent=${post.id}` }],
    ...(post.type === 'post' && {
      'wp:term': [
        { taxonomy: 'category', embeddable, href: `/wp/v2/categories?post=${post.id}` },
        { taxonomy: 'post_tag', embeddable, href: `/wp/v2/tags?post=${post.id}` },
      ],
    }),
    ...(isEdit && actionsOf(post, asker, path)),
  };
}

/** What somebody may do with a post that they are editing; the link is the post itself. */
function actionsOf(post: Post, asker: RestUser | undefined, href: string): RestLinks {
  const user = asker?.user;
  const isPost = post.type === 'post';
  const mayOthers = mayEditOthers(user, post.type);
  const actions: [string, boolean][] = [
    ['wp:action-publish', mayPublish(user, post.type)],
    ['wp:action-unfiltered-html', may(user, 'unfiltered_html')],
    ['wp:action-sticky', isPost && mayOthers && mayPublish(user, 'post')],
    ['wp:action-assign-author', mayOthers],
    ['wp:action-create-categories', isPost && may(user, 'manage_categories')],
    ['wp:action-assign-categories', isPost && may(user, 'edit_posts')],
    ['wp:action-create-tags', isPost && may(user, 'edit_posts')],
    ['wp:action-assign-tags', isPost && may(user, 'edit_posts')],
  ];
  return Object.fromEntries(actions.filter(([, isOpen]) => isOpen).map(([rel]) => [rel, [{ href }]]));
}
