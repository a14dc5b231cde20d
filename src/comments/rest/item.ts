// comments/rest/item.ts: comments as the REST API shows them: one query per noun for however many.
import { avatarUrls, drawnAvatarUrls, type AvatarUrls } from '../../accounts/avatars/urls.ts';
import { may } from '../../accounts/user.ts';
import { attachmentsOf, type AttachmentRow } from '../../attachments/queries.ts';
import { withLinks, selfLink, type RestLinks } from '../../base/rest/links.ts';
import { localMoment, utcMoment } from '../../base/rest/moments.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { inContext, type Context } from '../../base/rest/schema.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { withAddresses } from '../../embeds/feed-html.ts';
import { fileUrl, thumbnailUrl, withVersion } from '../../media/media.ts';
import { mediaMayBeRead } from '../../media/may-read.ts';
import { signedLinks } from '../../media/signed-link.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { postsByIds } from '../../posts/queries/find.ts';
import type { Post } from '../../posts/post.ts';
import { wordsFor } from '../avatar.ts';
import { commentAnchor, mayModerate, type Comment } from '../comment.ts';
import { passageIn } from '../passages/passage.ts';
import { picturesOf, type Picture } from '../queries/pictures.ts';
import { answeredAmong } from '../queries/rest-sight.ts';
import { commentSchema } from './schema.ts';

interface Showing {
  asker: RestUser | undefined;
  context: Context;
  /** Without `_links`, as what is gone is shown. */
  is_bare?: boolean;
}

/** Comments, in their order. That the asker may see them was checked. */
export async function commentItems(
  blog: Blog,
  comments: Comment[],
  { asker, context, is_bare = false }: Showing,
): Promise<Record<string, unknown>[]> {
  const ids = comments.map(({ id }) => id);
  const posts = await postsByIds(blog.db, [...new Set(comments.map(({ post_id }) => post_id))]);
  const [{ timezone_string: zone }, paths, pictures, files, answered] = await Promise.all([
    settings(blog.db, general),
    permalinks(blog, [...posts.values()]),
    picturesOf(
      blog.db,
      comments.map(({ user_id }) => user_id),
    ),
    attachmentsOf(blog.db, ids),
    is_bare ? new Set<number>() : answeredAmong(blog.db, ids),
  ]);
  return comments.map((comment) => {
    const post = posts.get(comment.post_id)!;
    const isModerator = mayModerate(asker?.user, post);
    const item = {
      ...fieldsOf(comment, { page: blog.url + paths.get(post.id)!, zone }),
      author_avatar_urls: pictureOf(blog, comment, pictures.get(comment.user_id ?? 0)),
      meta: { _wp_note_status: null },
      ...filesOf(blog, files.get(comment.id) ?? [], isModerator || comment.user_id === asker?.user.id),
    };
    const shown = inContext(commentSchema, item, context);
    if (is_bare) return shown;
    return withLinks(blog, shown, linksOf(comment, post, { asker, isAnswered: answered.has(comment.id) }));
  });
}

function fieldsOf(comment: Comment, { page, zone }: { page: string; zone: string }): Record<string, unknown> {
  const { id, post_id, parent_id, user_id, author_name, author_email, author_url, author_ip, user_agent } =
    comment;
  const html = withAddresses(comment.feed_html ?? comment.html, page).trim();
  return {
    id,
    post: post_id,
    parent: parent_id ?? 0,
    author: user_id ?? 0,
    author_name,
    author_email,
    author_url,
    author_ip,
    author_user_agent: user_agent,
    date: localMoment(comment.posted_at, zone),
    date_gmt: utcMoment(comment.posted_at),
    content: { rendered: html ? `${html}\n` : '', raw: comment.content },
    link: page + commentAnchor(id),
    status: statusName(comment.status),
    type: comment.type,
    ...passageField(comment),
  };
}

/** Absent where the comment is about no passage. */
function passageField(comment: Comment): { passage?: object } {
  const passage = passageIn(comment);
  if (!passage) return {};
  const { exact, prefix, suffix, start = null } = passage;
  return { passage: { exact, prefix, suffix, start } };
}

/** WordPress's word in answers; in parameters it says `approve`. */
const statusName = (status: Comment['status']): string => (status === 'approve' ? 'approved' : status);

/** No other site draws pictures of people here: who chose none has their initials. */
function pictureOf(blog: Blog, comment: Comment, picture: Picture | undefined): AvatarUrls {
  const { author_name: name, author_email: email, user_id, browser_key_hash: browser } = comment;
  if (!picture?.file) return drawnAvatarUrls(blog, name, wordsFor({ name, email, user_id, browser }));
  return avatarUrls(blog.url + thumbnailUrl(picture));
}

/** Absent without files. What not everybody may read has an address that opens for a day, for whoever may see the comment. */
function filesOf(blog: Blog, rows: AttachmentRow[], isTrusted: boolean): { attachments?: object[] } {
  const shown = rows.filter((media) => media.file && mediaMayBeRead(media, isTrusted));
  if (!shown.length) return {};
  const signed = signedLinks(blog);
  const attachments = shown.map((media) => ({
    id: media.media_id,
    filename: media.name,
    mime_type: media.mime_type,
    filesize: Number(media.byte_size),
    alt_text: media.alternative_text,
    width: media.width,
    height: media.height,
    source_url: blog.url + withVersion((mediaMayBeRead(media, false) ? fileUrl : signed)(media.file!), media),
  }));
  return { attachments };
}

/** The methods that somebody may use on a comment. */
export const allowedOn = (post: Post, asker: RestUser | undefined): string[] =>
  mayModerate(asker?.user, post) ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] : ['GET'];

const base = '/wp/v2/comments';

function linksOf(
  { id, user_id, parent_id }: Comment,
  post: Post,
  { asker, isAnswered }: { asker: RestUser | undefined; isAnswered: boolean },
): RestLinks {
  const embeddable = true as const;
  return {
    self: [selfLink(`${base}/${id}`, allowedOn(post, asker))],
    collection: [{ href: base }],
    ...(user_id && { author: [{ embeddable, href: `/wp/v2/users/${user_id}` }] }),
    up: [{ embeddable, post_type: post.type, href: `/wp/v2/${post.type}s/${post.id}` }],
    ...(parent_id && { 'in-reply-to': [{ embeddable, href: `${base}/${parent_id}` }] }),
    ...(isAnswered && { children: [{ embeddable, href: `${base}?parent=${id}` }] }),
  };
}

/** Whether somebody reads emails and addresses of machines in lists (`edit`). */
export const mayEditAll = (asker: RestUser | undefined): boolean => may(asker?.user, 'moderate_comments');
