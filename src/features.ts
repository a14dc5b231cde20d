// features.ts: the features, from the bottom up. A feature may import those named before it, never those after it.
import { accounts } from './accounts/feature.ts';
import { attachments } from './attachments/feature.ts';
import { backup } from './backup/feature.ts';
import { comments } from './comments/feature.ts';
import { dashboard } from './dashboard/feature.ts';
import { embeds } from './embeds/feature.ts';
import type { Feature } from './feature.ts';
import { exporting } from './export/feature.ts';
import { feeds } from './feeds/feature.ts';
import { hits } from './hits/feature.ts';
import { importing } from './import/feature.ts';
import { library } from './library/feature.ts';
import { linkbacks } from './linkbacks/feature.ts';
import { links } from './links/feature.ts';
import { media } from './media/feature.ts';
import { menus } from './menus/feature.ts';
import { posts } from './posts/feature.ts';
import { privacy } from './privacy/feature.ts';
import { redirects } from './redirects/feature.ts';
import { search } from './search/feature.ts';
import { setup } from './setup/feature.ts';
import { site } from './site/feature.ts';
import { sitemaps } from './sitemaps/feature.ts';
import { terms } from './terms/feature.ts';
import { themes } from './themes/feature.ts';
import { webhooks } from './webhooks/feature.ts';
import { widgets } from './widgets/feature.ts';
import { writing } from './writing/feature.ts';
import { xmlrpc } from './xmlrpc/feature.ts';

export const features: Feature[] = [
  accounts,
  terms,
  media,
  embeds,
  themes,
  posts,
  writing,
  library,
  attachments,
  comments,
  linkbacks,
  search,
  feeds,
  sitemaps,
  hits,
  redirects,
  links,
  webhooks,
  menus,
  widgets,
  importing,
  exporting,
  backup,
  privacy,
  dashboard,
  setup,
  xmlrpc,
  site, // last: permalinks catch all
];
