// comments/spam/judge.ts: gathers what the score is made of: the form, the words, what was decided before.
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import type { Comment } from '../comment.ts';
import { isForeign } from './language.ts';
import { writtenOf } from './learn.ts';
import { countRepeats, countsOf } from './queries.ts';
import { indicatorOf, type Count } from './robinson-fisher.ts';
import { scoreOf, type Score } from './score.ts';
import { hasForumCode, hostsOf, marksOf, tokensOf } from './tokens.ts';

/** What the form says besides its fields. */
export interface FormSigns {
  /** Whether it came from a page of ours (form-seal.ts); `none` where no form is expected. */
  seal: 'valid' | 'missing' | 'missing at the decoy' | 'none';
  seconds: number | undefined;
  /** Attempts of the sender's network in the last ten minutes. */
  attempts: number;
}

export type Judged = Pick<
  Comment,
  | 'post_id'
  | 'author_name'
  | 'author_email'
  | 'author_url'
  | 'author_ip'
  | 'user_agent'
  | 'content'
  | 'html'
  | 'embed_urls'
>;

/** Comments of each kind that must have been learned before the words count. */
const fewestLearned = 20;

/**
 * Scores a comment before it is stored: two statements, whatever the size of the blog.
 * @param is_known an earlier comment of the same browser or user was approved
 */
export async function scoreComment(
  blog: Blog,
  comment: Judged,
  { signs, is_known }: { signs: FormSigns; is_known: boolean },
): Promise<Score> {
  const written = writtenOf(comment);
  const marks = marksOf(blog, written);
  const hosts = hostsOf(written).map((host) => `host:${host}`);
  const tokens = tokensOf(written);
  const { counts, totals } = await countsOf(blog.db, [
    ...tokens,
    ...hosts,
    ...Object.values(marks).filter(Boolean),
  ]);
  const { WPLANG } = await settings(blog.db, general);
  const hasLearned = Math.min(totals.spam, totals.ham) >= fewestLearned;
  const ofWords = new Map([...counts].filter(([token]) => !/^(?:email|network|text):/.test(token)));
  const { indicator, telling } = indicatorOf(ofWords, totals);
  return scoreOf({
    indicator: hasLearned ? indicator : undefined,
    telling: shownWords(telling.map(({ token }) => token)),
    ...signs,
    links: written.links.length,
    has_bbcode: hasForumCode(comment.content),
    name_is_address: /https?:|www\.|\.(?:com|net|org|ru|xyz|top|shop|site|online|info)\b/i.test(
      comment.author_name,
    ),
    user_agent: comment.user_agent,
    is_foreign: isForeign(comment.content, WPLANG),
    repeats: marks.text ? await countRepeats(blog.db, comment) : 0,
    earlier: {
      text: counts.get(marks.text) ?? nothing,
      email: counts.get(marks.email) ?? nothing,
      network: counts.get(marks.network) ?? nothing,
      host: worst(hosts.map((host) => counts.get(host) ?? nothing)),
    },
    is_known,
  });
}

/** Single words, names and hosts; pairs and the form of a text tell a reader nothing. */
const shownWords = (tokens: string[]): string[] =>
  tokens
    .filter((token) => /^(?:word|name|host):/.test(token))
    .slice(0, 8)
    .map((token) => token.slice(token.indexOf(':') + 1));

const nothing: Count = { spam: 0, ham: 0 };

/** Of several hosts the one that was marked most and never found honest. */
const worst = (counts: Count[]): Count =>
  counts.filter(({ ham }) => ham === 0).toSorted((a, b) => b.spam - a.spam)[0] ?? nothing;
