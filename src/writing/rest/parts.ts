// writing/rest/parts.ts: a post's text, excerpt, classes and custom fields as the REST API shows them.
import { firstWords } from '../../base/html/first-words.ts';
import { textOf } from '../../base/html/excerpt.ts';
import { quickText } from '../../base/html/quick-text.ts';
import { setLine } from '../../base/html/set-line.ts';
import { withAddresses } from '../../embeds/feed-html.ts';
import { plainOf, teaserOf } from '../../posts/content/extracts.ts';
import type { Post } from '../../posts/post.ts';
import type { Term } from '../../terms/term.ts';
import { customFields } from '../custom-fields.ts';

/**
 * Text and excerpt. The HTML is that of feeds: with whole addresses, and for embeds their links, as other sites and
 * programs have neither our sheets nor our scripts.
 * @param isOpen whether the words may be shown; else `rendered` is empty
 * @param excerptWords how many words an excerpt has that nobody wrote; 55 without it
 */
export function textsOf(post: Post, url: string, isOpen: boolean, excerptWords?: number) {
  const html = withAddresses(post.feed_html ?? post.html, url).trim();
  const words = post.excerpt ? (post.plain_excerpt ?? '') : firstWords(beginningOf(post), excerptWords);
  return {
    content: {
      raw: post.content,
      rendered: isOpen && html ? `${html}\n` : '',
      protected: post.password !== '',
      block_version: post.content.includes('<!-- wp:') ? 1 : 0,
    },
    excerpt: {
      raw: post.excerpt,
      rendered: isOpen && words.trim() ? `<p>${setLine(words.trim().replaceAll(/\s+/g, ' '))}</p>\n` : '',
      protected: post.password !== '',
    },
  };
}

/** The words before `<!--more-->`, or of the first page. */
function beginningOf(post: Post): string {
  const teaser = teaserOf(post);
  return teaser ? (quickText(teaser.html) ?? textOf(teaser.html)) : plainOf(post, 'first page');
}

/** Footnotes, which blocks keep beside the text; for editing also the custom fields that people may change. */
export function metaOf(post: Post, isEdit: boolean): Record<string, string | string[]> {
  const footnotes = (Object.hasOwn(post.meta, 'footnotes') && post.meta.footnotes?.[0]) || '';
  const others = isEdit ? customFields(post).filter(({ name }) => name !== 'footnotes') : [];
  const meta: Record<string, string | string[]> = { footnotes };
  for (const { name, value } of others)
    meta[name] = Object.hasOwn(meta, name) ? [meta[name]!, value].flat() : value;
  return meta;
}

/** The classes of a post's element (get_post_class). */
export function classesOf(post: Post, terms: Term[], isOpen: boolean): string[] {
  const { id, type, status, format, featured_media_id, password } = post;
  const named = (taxonomy: string, word: string) =>
    terms
      .filter((term) => term.taxonomy === taxonomy)
      .map(
        (term) => `${word}-${/[a-z]/i.test(term.slug) && /^[\w-]+$/.test(term.slug) ? term.slug : term.id}`,
      );
  const isPost = type === 'post';
  return [
    `post-${id}`,
    type,
    `type-${type}`,
    `status-${status}`,
    ...(isPost ? [`format-${format}`] : []),
    ...(password ? [isOpen ? 'post-password-protected' : 'post-password-required'] : []),
    ...(featured_media_id && isOpen ? ['has-post-thumbnail'] : []),
    'hentry',
    ...named('category', 'category'),
    ...named('post_tag', 'tag'),
    ...(isPost && format !== 'standard' ? [`post_format-post-format-${format}`] : []),
  ];
}
