// posts/settings.ts: what an owner may say about lists and addresses of posts.
import { z } from 'zod';
import { wholeNumber, yesOrNo } from '../base/settings/settings.ts';
import { postFormats } from './post.ts';

/** Settings → Reading. */
export const reading = z.object({
  posts_per_page: wholeNumber(10, 1, 100),
  posts_per_rss: wholeNumber(10, 1, 100),
  rss_use_excerpt: yesOrNo(false),
  show_on_front: z.enum(['posts', 'page']).default('posts'),
  page_on_front: wholeNumber(0, 0, 2_147_483_647),
  page_for_posts: wholeNumber(0, 0, 2_147_483_647),
});

/** Settings → Writing. */
export const writingRules = z.object({
  default_post_format: z.enum(postFormats).default('standard'),
  use_smilies: yesOrNo(true),
});

/** Settings → Privacy. */
export const privacy = z.object({
  /** Id of the page that says what becomes of readers' data; 0 for none. */
  wp_page_for_privacy_policy: wholeNumber(0, 0, 2_147_483_647),
});

/** How many earlier texts of each post are kept (WordPress's WP_POST_REVISIONS): -1 all, 0 no further ones. An empty field is all. */
export const revisionRules = z.object({
  revisions_to_keep: z.preprocess((given) => (given === '' ? undefined : given), wholeNumber(-1, -1, 10_000)),
});

/** After how many days what lies in the trash is deleted (WordPress's EMPTY_TRASH_DAYS); 0 keeps it. */
export const trashRules = z.object({ empty_trash_days: wholeNumber(30, 0, 36_500) });

const tags = '%(?:year|monthnum|day|hour|minute|second|post_id|postname|category|author)%';
const structure = new RegExp(`^(?:/|${tags}|[^%\\s?#/]){1,200}$`, 'u');

/** Settings → Permalinks. An empty structure is WordPress's "plain": /?p=12. */
export const permalinks = z.object({
  permalink_structure: z
    .string()
    .max(200)
    .overwrite(withinSite)
    .refine((given) => given === '' || (given.startsWith('/') && structure.test(given)), {
      error: 'begins with a slash and uses only the tags %year%, %monthnum%, %day%, %postname% …',
    })
    .refine((given) => given === '' || /%post(name|_id)%/.test(given), {
      error: 'needs %postname% or %post_id%, else two posts share one address',
    })
    .default('/%year%/%monthnum%/%day%/%postname%/'),
  category_base: base('category'),
  tag_base: base('tag'),
});

/** As WordPress does: two slashes, which would lead to another host, are one. Neither do dots lead anywhere. */
function withinSite(structure: string): string {
  return structure.replaceAll(/[\\/]+(?:\.{1,2}(?=[\\/]|$)[\\/]*)*/g, '/');
}

/** Every structure and base that was in force, so that old addresses lead on. Kept by rememberPermalinks. */
export const formerPermalinks = z.object({
  former_permalinks: z.array(permalinks).max(50).default([]),
});

export type Permalinks = z.infer<typeof permalinks>;

export const isSamePermalinks = (one: Permalinks, other: Permalinks): boolean =>
  one.permalink_structure === other.permalink_structure &&
  one.category_base === other.category_base &&
  one.tag_base === other.tag_base;

function base(word: string) {
  return z
    .string()
    .max(100)
    .regex(/^[\p{L}\p{N}_-]*(?:\/[\p{L}\p{N}_-]+)*$/u, { error: 'letters, digits and hyphens' })
    .default('')
    .transform((given) => given || word);
}
