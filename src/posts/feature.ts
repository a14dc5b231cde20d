// posts/feature.ts: posts and pages.
import type { Feature } from '../feature.ts';
import { usesInPosts } from './media-uses.ts';
import { showFeatured, showOwn } from './content/internal-links.ts';
import { kindsRest } from './rest/kinds-rest.ts';
import { termsRest } from './rest/terms-rest.ts';
import { publishDuePosts } from './publish.ts';
import {
  rerenderForSettings,
  rerenderOld,
  showBlock,
  showEmbed,
  showMedia,
  stillShown,
} from './content/rerender.ts';
import {
  formerPermalinks,
  permalinks,
  privacy,
  reading,
  revisionRules,
  trashRules,
  writingRules,
} from './settings.ts';
import { formerBases } from './old-addresses.ts';

export const posts: Feature = {
  name: 'posts',
  settings: [
    reading,
    writingRules,
    permalinks,
    formerPermalinks,
    formerBases,
    privacy,
    revisionRules,
    trashRules,
  ],
  rest: [...termsRest, ...kindsRest],
  media_uses: usesInPosts,
  on: {
    'embed.ready': showEmbed,
    'embed.due': stillShown,
    'media.ready': async (blog, data) => {
      await showMedia(blog, data);
      await showFeatured(blog, data);
    },
    'post.saved': showOwn,
    'post.removed': showOwn,
    'settings.saved': rerenderForSettings,
  },
  tasks: {
    'posts.publish-due': async (blog) => void (await publishDuePosts(blog)),
    'posts.rerender': rerenderOld,
    'posts.show-block': showBlock,
  },
  schedules: [
    { task: 'posts.publish-due', pattern: '* * * * *' },
    { task: 'posts.rerender', pattern: '*/10 * * * *' },
  ],
};
