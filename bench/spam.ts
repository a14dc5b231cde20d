// bench/spam.ts: `npm run bench -- spam`: how well the filter tells spam from comments it has not seen, by its words and links alone.
import { isForeign } from '../src/comments/spam/language.ts';
import { type Count, indicatorOf } from '../src/comments/spam/robinson-fisher.ts';
import { scoreOf } from '../src/comments/spam/score.ts';
import { hasForumCode, tokensOf, type Written } from '../src/comments/spam/tokens.ts';
import { makeSamples, type Sample } from './spam-corpus.ts';

const thresholds = { hold: 40, spam: 65 };

/** Trains on one corpus, judges another, and says what came out. @returns the figures, as shares of 1 */
export function measureSpam(
  { train, test }: { train: number; test: number },
  say: (line: string) => void,
): { precision: number; caught: number; honest_marked: number; honest_held: number } {
  const counts = new Map<string, Count>();
  const totals: Count = { spam: 0, ham: 0 };
  for (const sample of makeSamples(train, 'train', 1)) learn(sample, counts, totals);
  const samples = makeSamples(test, 'test', 2);
  const scored = samples.map((sample) => ({ sample, score: scoreOne(sample, counts, totals) }));
  const spam = scored.filter(({ sample }) => sample.is_spam);
  const ham = scored.filter(({ sample }) => !sample.is_spam);
  const marked = (of: typeof scored, least: number) => of.filter(({ score }) => score >= least).length;
  const figures = {
    precision: marked(spam, thresholds.spam) / Math.max(1, marked(scored, thresholds.spam)),
    caught: marked(spam, thresholds.spam) / spam.length,
    honest_marked: marked(ham, thresholds.spam) / ham.length,
    honest_held: marked(ham, thresholds.hold) / ham.length,
  };
  say(`trained on ${totals.ham} honest comments and ${totals.spam} of spam, ${counts.size} tokens`);
  say(`tested on ${ham.length} honest comments and ${spam.length} of spam, with phrases not trained on`);
  say(`precision           ${percent(figures.precision)} of what was marked as spam is spam`);
  say(
    `recall              ${percent(figures.caught)} of the spam was marked, ${percent(marked(spam, thresholds.hold) / spam.length)} marked or held`,
  );
  say(`false marks         ${percent(figures.honest_marked)} of honest comments marked as spam`);
  say(`false holds         ${percent(figures.honest_held)} of honest comments held by their score`);
  return figures;
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

const writtenOf = (sample: Sample): Written => ({
  ...sample,
  links: [...sample.content.matchAll(/https?:\/\/[^\s"\]<]+/g)].map(([url]) => url),
  network: '',
});

function learn(sample: Sample, counts: Map<string, Count>, totals: Count): void {
  const kind = sample.is_spam ? 'spam' : 'ham';
  totals[kind] += 1;
  for (const token of tokensOf(writtenOf(sample))) {
    const count = counts.get(token) ?? { spam: 0, ham: 0 };
    count[kind] += 1;
    counts.set(token, count);
  }
}

function scoreOne(sample: Sample, counts: Map<string, Count>, totals: Count): number {
  const written = writtenOf(sample);
  const known = new Map(
    tokensOf(written).flatMap((token) => (counts.has(token) ? [[token, counts.get(token)!]] : [])),
  );
  const none = { spam: 0, ham: 0 };
  return scoreOf({
    ...indicatorOf(known, totals),
    telling: [],
    seconds: 60,
    seal: 'valid',
    links: new Set(written.links).size,
    has_bbcode: hasForumCode(sample.content),
    name_is_address: false,
    user_agent: 'Mozilla/5.0',
    is_foreign: isForeign(sample.content, sample.language),
    repeats: 0,
    attempts: 1,
    earlier: { text: none, email: none, network: none, host: none },
    is_known: false,
  }).score;
}
