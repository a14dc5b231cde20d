// xmlrpc/posts/meta-fields.ts: the struct of metaWeblog and of WordPress's pages, as fields of the write screen.
import type { User } from '../../accounts/user.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { flagIn, listIn, textIn, type Struct, type Value } from '../protocol/values.ts';
import { categoriesNamed, customFieldFields, dateFields, pictureFields } from './fields.ts';
import type { PostType } from './find.ts';
import { statusFields, type Fields } from './save.ts';

/** Members that are fields of the write screen under another name. */
const plain: Record<string, string> = {
  title: 'title',
  mt_excerpt: 'excerpt',
  wp_slug: 'slug',
  wp_author_id: 'author_id',
  wp_page_parent_id: 'parent_id',
  wp_page_order: 'menu_order',
  wp_page_template: 'template',
  wp_post_format: 'format',
  mt_basename: 'slug',
};

interface About {
  blog: Blog;
  user: User;
  type: PostType;
  before?: Post;
  /** The last parameter; undefined when it was left out. */
  publish: Value | undefined;
}

/** @throws Fault 401 for a status that the role may not give, 404 for a picture that is none */
export async function metaFields(content: Struct, about: About): Promise<Fields> {
  const { blog, type, before } = about;
  const named = Object.entries(plain).filter(([member]) => content[member] !== undefined);
  const fields: Fields = Object.fromEntries(named.map(([member, name]) => [name, textIn(content[member])]));
  if (fields.template === 'default') fields.template = '';
  if (fields.format === '') fields.format = 'standard';
  return {
    ...fields,
    ...textFields(content),
    ...switchFields(content),
    ...visibilityFields(content, about),
    ...(await dateFields(blog, { local: content.dateCreated, gmt: content.date_created_gmt })),
    ...(await pictureFields(blog, content.wp_post_thumbnail)),
    ...customFieldFields(content.custom_fields, before),
    ...(type === 'post' && (await categoriesNamed(blog, content.categories))),
    ...(content.mt_keywords !== undefined && { tags: keywords(content.mt_keywords) }),
    ...(content.mt_tb_ping_urls !== undefined && { to_ping: keywords(content.mt_tb_ping_urls, '\n') }),
  };
}

/** The text, and what comes behind “Read more”. */
function textFields(content: Struct): Fields {
  if (content.description === undefined) return {};
  const more = textIn(content.mt_text_more);
  const words = textIn(content.wp_more_text);
  const mark = words ? `<!--more ${words}-->` : '<!--more-->';
  return { content: textIn(content.description) + (more && mark + more) };
}

const keywords = (value: Value, between = ','): string =>
  Array.isArray(value) ? listIn(value).map(textIn).join(between) : textIn(value);

/** Programs write open, closed and none, or 1, 2 and 0. */
const isOpen = (value: Value | undefined): string =>
  ['open', '1'].includes(textIn(value).toLowerCase()) ? '1' : '';

function switchFields(content: Struct): Fields {
  return {
    ...(content.mt_allow_comments !== undefined && { comment_status: isOpen(content.mt_allow_comments) }),
    ...(content.mt_allow_pings !== undefined && { ping_status: isOpen(content.mt_allow_pings) }),
    ...(content.sticky !== undefined && { is_sticky: flagIn(content.sticky) ? '1' : '' }),
  };
}

/** A status by name counts before the parameter `publish`; a change without either leaves it. */
function visibilityFields(content: Struct, { user, type, before, publish }: About): Fields {
  const given = content.wp_password;
  const password = given === undefined ? (before?.password ?? '') : textIn(given);
  const named = textIn(content[type === 'page' ? 'page_status' : 'post_status']);
  const asked = publish === undefined ? undefined : flagIn(publish) ? 'publish' : 'draft';
  // Publishing what is out, or private, changes nothing about it.
  const isStill = asked === 'publish' && before && ['publish', 'private', 'future'].includes(before.status);
  const wished = named || (isStill ? undefined : asked) || (before ? undefined : 'draft');
  if (wished) return { password, ...statusFields(user, type, wished, password) };
  if (given === undefined) return {};
  return { password, visibility: password ? 'protected' : 'public' };
}
