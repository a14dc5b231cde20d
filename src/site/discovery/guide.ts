// site/discovery/guide.ts: /llms.txt: what the site holds, in Markdown, for language models (llmstxt.org).
import { firstWords } from '../../base/html/first-words.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { below } from '../../posts/addresses/navigation.ts';
import { permalinks } from '../../posts/addresses/permalink.ts';
import { permalinks as permalinkSettings } from '../../posts/settings.ts';
import { isListed } from '../../sitemaps/listed.ts';
import { indexPath } from '../../sitemaps/sitemap.ts';
import { guidePages, guidePosts, type GuidePost } from './queries.ts';
import { discovery } from './settings.ts';

const mostPosts = 30;
const mostPages = 30;

/** The text; undefined unless the owner offers it and lets search engines list the site. */
export async function guideText(blog: Blog): Promise<string | undefined> {
  const { llms_txt } = await settings(blog.db, discovery);
  if (!llms_txt || !(await isListed(blog))) return undefined;
  const { blogname, blogdescription } = await settings(blog.db, general);
  const { permalink_structure: structure } = await settings(blog.db, permalinkSettings);
  const [pages, posts] = await Promise.all([guidePages(blog.db, mostPages), guidePosts(blog.db, mostPosts)]);
  const paths = await permalinks(blog, [...pages, ...posts]);
  const line = (one: GuidePost) => {
    const words = firstWords(one.words, 30);
    return `- [${inLink(one.title || 'Untitled')}](${blog.url}${paths.get(one.id)!})${words && `: ${oneLine(words)}`}`;
  };
  const other = [
    `- [Feed](${blog.url}${below(structure, '/', ['feed'])}): the newest posts`,
    `- [Sitemap](${blog.url}${indexPath}): all addresses`,
  ];
  return [
    `# ${oneLine(blogname)}`,
    ...(blogdescription ? [`> ${oneLine(blogdescription)}`] : []),
    ...section('Pages', pages.map(line)),
    ...section('Newest posts', posts.map(line)),
    ...section('All that is here', other),
    '',
  ].join('\n\n');
}

const section = (heading: string, lines: string[]): string[] =>
  lines.length ? [`## ${heading}`, lines.join('\n')] : [];

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const inLink = (text: string): string => oneLine(text).replaceAll(/[[\]\\]/g, '\\$&');
