// bench/rest-rows.ts: `npm run bench -- rest`: what programs ask of the REST API.
import type { Row } from './rows.ts';

const asked = (name: string, path: string): Row => ({
  name,
  request: () => ({ path: `/wp-json${path}` }),
  status: 200,
  bare_status: 200,
  count: 200,
  at_once: 4,
});

export const restRows: Row[] = [
  asked('REST: 10 posts', '/wp/v2/posts'),
  asked('REST: 10 posts, embedded', '/wp/v2/posts?_embed=author,wp:term'),
  asked('REST: 10 posts, three fields', '/wp/v2/posts?_fields=id,title,link'),
  asked('REST: one post', '/wp/v2/posts/100004'),
  asked('REST: search', '/wp/v2/search?search=post'),
  asked('REST: 100 categories', '/wp/v2/categories?per_page=100'),
];
