// posts/settings.ts: what an owner may say about lists and addresses of posts.
import { z } from 'zod';
import type { Database } from '../base/database/database.ts';
import { __, N_ } from '../base/language/gettext.ts';
import {
  checkbox,
  choices,
  field,
  group,
  idSelect,
  number,
  select,
  withoutScreen,
  type Choice,
  type ChoiceSource,
} from '../base/settings/declare.ts';
import { saveSettings, settings } from '../base/settings/settings.ts';
import { postFormats } from './post.ts';
import { publishedPages } from './queries/pages.ts';

/** Settings → Reading. */
export const reading = z.object({
  ...group('reading', N_('Homepage'), {
    show_on_front: select(
      'posts',
      N_('Your homepage displays'),
      { posts: N_('Your latest posts'), page: N_('A static page') },
      { kind: 'radio', rest: 'show_on_front' },
    ),
    page_on_front: idSelect(0, N_('Homepage'), {
      rest: 'page_on_front',
      choices: pages,
      help: N_('With a static page only.'),
    }),
    page_for_posts: idSelect(0, N_('Posts page'), {
      rest: 'page_for_posts',
      choices: pages,
      help: N_('The page that then lists the posts.'),
    }),
    posts_per_page: number(10, N_('Blog pages show at most'), { min: 1, max: 100, rest: 'posts_per_page' }),
  }),
  ...group('reading', N_('Feeds'), {
    posts_per_rss: number(10, N_('Posts in a feed'), {
      min: 1,
      max: 100,
      note: 'Their texts have 1 MiB together; older ones are then shown by their first words.',
    }),
    rss_use_excerpt: checkbox(false, N_('Feeds hold excerpts only')),
  }),
});

/** Settings → Writing. */
export const writingRules = z.object({
  ...group('writing', N_('New posts'), {
    default_post_format: field(z.enum(postFormats).default('standard'), 'select', N_('Default post format'), {
      rest: 'default_post_format',
      choices: choices(Object.fromEntries(postFormats.map((value) => [value, capital(value)]))),
    }),
  }),
  ...group('writing', N_('Formatting'), {
    use_smilies: checkbox(true, N_('Convert emoticons like :-) and :-P to emoji on display'), {
      rest: 'use_smilies',
      help: N_('After a change, posts and comments that are here already follow in the background.'),
    }),
  }),
});

/** Settings → Privacy. */
export const privacy = z.object(
  group('privacy', '', {
    /** Id of the page that says what becomes of readers' data; 0 for none. */
    wp_page_for_privacy_policy: idSelect(0, N_('Privacy policy page'), {
      choices: pages,
      help: N_('Only published pages can be chosen. The page is linked at the foot of every page.'),
    }),
  }),
);

/** How many earlier texts of each post are kept: -1 all, 0 no further ones. */
export const revisionRules = z.object(
  group('general', N_('Revisions and Trash'), {
    revisions_to_keep: number(-1, N_('Revisions kept of each post'), {
      min: -1,
      max: 10_000,
      empty: -1,
      help: N_(
        'Leave it empty to keep all; 0 keeps no further ones. Fewer than before: the oldest go when a post is saved next.',
      ),
      note: '-1 stands for all (WordPress: WP_POST_REVISIONS).',
    }),
  }),
);

/** After how many days what lies in the trash is deleted; 0 keeps it. */
export const trashRules = z.object(
  group('general', N_('Revisions and Trash'), {
    empty_trash_days: number(30, N_('Days that posts and comments stay in the Trash'), {
      min: 0,
      max: 36_500,
      help: N_('Then they are deleted permanently. 0 keeps them until somebody empties the Trash.'),
      note: 'WordPress: EMPTY_TRASH_DAYS.',
    }),
  }),
);

const tags = '%(?:year|monthnum|day|hour|minute|second|post_id|postname|category|author)%';
const structure = new RegExp(`^(?:/|${tags}|[^%\\s?#/]){1,200}$`, 'u');

const permalinkStructure = z
  .string()
  .max(200)
  .overwrite(withinSite)
  .refine((given) => given === '' || (given.startsWith('/') && structure.test(given)), {
    error: 'begins with a slash and uses only the tags %year%, %monthnum%, %day%, %postname% …',
  })
  .refine((given) => given === '' || /%post(name|_id)%/.test(given), {
    error: 'needs %postname% or %post_id%, else two posts share one address',
  })
  .default('/%year%/%monthnum%/%day%/%postname%/');
const remembered = { effect: rememberPermalinks };

/** Settings → Permalinks. An empty structure is WordPress's "plain": /?p=12. */
export const permalinks = z.object(
  group('permalinks', '', {
    permalink_structure: field(permalinkStructure, 'text', N_('Permalink structure'), {
      ...remembered,
      help: N_(
        'Made of %year% %monthnum% %day% %hour% %minute% %second% %post_id% %postname% %category% %author%. Empty: /?p=12.',
      ),
    }),
    category_base: field(base('category'), 'text', N_('Category base'), {
      ...remembered,
      note: 'First part of the addresses of categories.',
    }),
    tag_base: field(base('tag'), 'text', N_('Tag base'), {
      ...remembered,
      note: 'First part of the addresses of tags.',
    }),
  }),
);

/** As WordPress does: two slashes, which would lead to another host, are one. Neither do dots lead anywhere. */
function withinSite(structure: string): string {
  return structure.replaceAll(/[\\/]+(?:\.{1,2}(?=[\\/]|$)[\\/]*)*/g, '/');
}

/** Every structure and base that was in force, so that old addresses lead on. */
export const formerPermalinks = z.object(
  withoutScreen('The site keeps it by itself whenever a permalink structure or base changes.', {
    former_permalinks: field(
      z.array(permalinks).max(50).default([]),
      'textarea',
      'Permalink structures and bases that were in force',
      { note: 'Old addresses lead to the new ones.' },
    ),
  }),
);

/** So many structures are remembered; the oldest are forgotten first. */
export const mostRemembered = 10;

/** Remembers what is in force now. */
async function rememberPermalinks(db: Database): Promise<void> {
  const now = await settings(db, permalinks);
  const { former_permalinks: known } = await settings(db, formerPermalinks);
  const kept = [...known.filter((one) => !isSamePermalinks(one, now)), now].slice(-mostRemembered);
  await saveSettings(db, formerPermalinks, { former_permalinks: kept });
}

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

async function pages({ db }: ChoiceSource): Promise<Choice[]> {
  const published = await publishedPages(db);
  return [
    { value: '0', title: __('None') },
    ...published.map(({ id, title }) => ({ value: String(id), title: title || __('(no title)') })),
  ];
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}
