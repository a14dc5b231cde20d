// export/wxr/channel.ts: the head of an export: the site, who wrote, and the terms. Pure.
import type { ExportedAuthor, ExportedTerm } from '../queries/terms.ts';
import { encodeSlug } from '../../posts/addresses/address.ts';
import { asHtml, metaElements, metaPairs, plainElement, rssDate, textElement } from './elements.ts';

export interface Channel {
  title: string;
  description: string;
  /** The site's address without a trailing slash. */
  url: string;
  language: string;
  made_at: Date;
  /** The engine and its version, for `generator`. */
  generator: string;
}

export const head = ({ title, description, url, language, made_at }: Channel): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>
<!-- Posts, pages, comments, media and terms of a blog, in WordPress's format (WXR 1.2). -->
<!-- WordPress reads it under Tools: Import, Quillback with: import FILE.xml -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
${plainElement('title', title)}${plainElement('link', url)}${plainElement('description', description)}\
${plainElement('pubDate', rssDate(made_at))}${plainElement('language', language)}${plainElement('wp:wxr_version', '1.2')}\
${plainElement('wp:base_site_url', url)}${plainElement('wp:base_blog_url', url)}`;

export const generator = ({ generator }: Channel): string => plainElement('generator', generator);

export const foot = '</channel>\n</rss>\n';

export const author = ({ id, login, email, display_name, role, meta }: ExportedAuthor): string =>
  `<wp:author>\n${plainElement('wp:author_id', id)}${textElement('wp:author_login', login)}\
${textElement('wp:author_email', email)}${textElement('wp:author_display_name', asHtml(display_name))}\
${textElement('wp:author_first_name', wordOf(meta.first_name))}${textElement('wp:author_last_name', wordOf(meta.last_name))}\
${textElement('wp:author_role', role)}</wp:author>\n`;

const wordOf = (given: unknown): string => (typeof given === 'string' ? given : '');

/** A category, a tag, or a term of another taxonomy, each in the element that WordPress has for it. */
export function term(given: ExportedTerm): string {
  const { id, taxonomy, name, description } = given;
  const [slug, parent] = [encodeSlug(given.slug), encodeSlug(given.parent_slug ?? '')];
  const meta = metaElements('wp:termmeta', metaPairs(given.meta));
  const said = (element: string) => (description ? textElement(element, description) : '');
  if (taxonomy === 'category')
    return `<wp:category>\n${plainElement('wp:term_id', id)}${textElement('wp:category_nicename', slug)}\
${textElement('wp:category_parent', parent)}${textElement('wp:cat_name', asHtml(name))}\
${said('wp:category_description')}${meta}</wp:category>\n`;
  if (taxonomy === 'post_tag')
    return `<wp:tag>\n${plainElement('wp:term_id', id)}${textElement('wp:tag_slug', slug)}\
${textElement('wp:tag_name', asHtml(name))}${said('wp:tag_description')}${meta}</wp:tag>\n`;
  return `<wp:term>\n${plainElement('wp:term_id', id)}${textElement('wp:term_taxonomy', taxonomy)}\
${textElement('wp:term_slug', slug)}${textElement('wp:term_parent', parent)}${textElement('wp:term_name', asHtml(name))}\
${said('wp:term_description')}${meta}</wp:term>\n`;
}
