// site/discovery/documents.ts: small documents by which programs find out what a site is and takes.
import { membership } from '../../accounts/settings.ts';
import { __ } from '../../base/language/gettext.ts';
import { projectVersion } from '../../base/project.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { isRightToLeft } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { iconLinks } from '../../themes/site-icon.ts';
import { discovery } from './settings.ts';

/** Where the documents are. */
export const securityPath = '/.well-known/security.txt';
export const nodeInfoPath = '/nodeinfo/2.1';

const day = 86_400_000;

/** security.txt (RFC 9116); undefined where no contact is named. Its end moves on: the file is made at each visit. */
export async function securityText(blog: Blog): Promise<string | undefined> {
  const { security_contact: contact, security_policy: policy } = await settings(blog.db, discovery);
  if (!contact) return undefined;
  const { WPLANG } = await settings(blog.db, general);
  const today = Math.floor(blog.now().getTime() / day) * day;
  return [
    `Contact: ${contact.includes('://') ? new URL(contact).href : `mailto:${encodeURI(contact)}`}`,
    `Expires: ${new Date(today + 180 * day).toISOString()}`,
    `Preferred-Languages: ${WPLANG.replaceAll('_', '-').split('-')[0] || 'en'}`,
    `Canonical: ${blog.url}${securityPath}`,
    ...(policy ? [`Policy: ${new URL(policy).href}`] : []),
    '',
  ].join('\n');
}

/** Where NodeInfo is (its protocol, section “Discovery”). */
export const nodeInfoLinks = (blog: Blog): object => ({
  links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.1', href: blog.url + nodeInfoPath }],
});

/** NodeInfo 2.1. How many posts and users there are is not said: the schema does not ask for it, and counting is dear. */
export async function nodeInfo(blog: Blog): Promise<object> {
  const { blogname, blogdescription } = await settings(blog.db, general);
  return {
    version: '2.1',
    software: { name: 'quillback', version: projectVersion },
    protocols: [],
    services: { inbound: [], outbound: ['atom1.0', 'rss2.0'] },
    openRegistrations: (await settings(blog.db, membership)).users_can_register,
    usage: { users: {} },
    metadata: { nodeName: blogname, nodeDescription: blogdescription },
  };
}

// By characters: half a surrogate pair is none.
const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('');

/** The web app manifest (W3C): how the site stands on a start screen. */
export async function appManifest(blog: Blog): Promise<object> {
  const { blogname, blogdescription, WPLANG } = await settings(blog.db, general);
  const lang = WPLANG.replaceAll('_', '-') || 'en-US';
  return {
    name: blogname,
    short_name: cut(blogname, 30),
    description: blogdescription || undefined,
    lang,
    dir: isRightToLeft(lang) ? 'rtl' : 'ltr',
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    icons: (await iconLinks(blog))
      .filter(({ rel }) => rel === 'icon')
      .map(({ href, type, sizes }) => ({ src: href, type, sizes: sizes || 'any' })),
  };
}

/** What the OpenSearch description shows (OpenSearch 1.1, draft 6); names and texts have limits there. */
export async function openSearchView(blog: Blog) {
  const { blogname, blogdescription, WPLANG } = await settings(blog.db, general);
  return {
    short_name: cut(blogname, 16),
    long_name: cut(blogname, 48),
    description: cut(blogdescription || __('Search %s', blogname), 1024),
    language: WPLANG.replaceAll('_', '-') || 'en-US',
    url: blog.url,
    icons: (await iconLinks(blog))
      .filter(({ rel }) => rel === 'icon')
      .map(({ href, type }) => ({ href: new URL(href, blog.url).href, type })),
  };
}
