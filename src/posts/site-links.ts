// posts/site-links.ts: what every public page names for programs: RSD, search, web app manifest, JSON Feed.
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { programs } from '../base/settings/programs.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';

export interface HeadLink {
  rel: string;
  href: string;
  type?: string;
  title?: string;
}

/** Link elements of every public page. RSD is named where programs may sign in. */
export async function siteLinks({ db, url }: Blog): Promise<HeadLink[]> {
  const [{ blogname }, { xmlrpc }] = await Promise.all([settings(db, general), settings(db, programs)]);
  const rsd = { rel: 'EditURI', type: 'application/rsd+xml', title: 'RSD', href: `${url}/xmlrpc.php?rsd` };
  return [
    ...(xmlrpc === 'all' ? [rsd] : []),
    {
      rel: 'search',
      type: 'application/opensearchdescription+xml',
      title: blogname,
      href: '/opensearch.xml',
    },
    { rel: 'manifest', href: '/site.webmanifest' },
    {
      rel: 'alternate',
      type: 'application/feed+json',
      title: __('%s – JSON Feed', blogname),
      href: '/feed/json/',
    },
  ];
}
