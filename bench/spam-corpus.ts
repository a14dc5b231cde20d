// bench/spam-corpus.ts: comments made by a grammar, honest ones and spam, in eight languages. Written for this project: no
// comment of anybody stands in it. A third of the phrases of each bank is kept from the training, so that the test meets new ones.

import { type Banks, banks, honestHosts, mailHosts, paths, spamTops, spamWords } from './spam-phrases.ts';

export interface Sample {
  is_spam: boolean;
  language: string;
  author_name: string;
  author_email: string;
  author_url: string;
  content: string;
}

/** A generator that repeats: mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param part `train` leaves out every third phrase of a bank; `test` uses all */
export function makeSamples(count: number, part: 'train' | 'test', seed: number): Sample[] {
  const next = random(seed);
  const languages = Object.keys(banks);
  const pick = (bank: string[]): string => {
    const open = part === 'test' ? bank : bank.filter((_, at) => at % 3 !== 2);
    return open[Math.floor(next() * open.length)]!;
  };
  return Array.from({ length: count }, (_, at) => {
    const language = languages[at % languages.length]!;
    const bank = banks[language]!;
    return next() < 0.5 ? honest(language, bank, pick, next) : spam(language, bank, pick, next);
  });
}

type Pick = (bank: string[]) => string;

function honest(language: string, bank: Banks, pick: Pick, next: () => number): Sample {
  const sentences = [
    ...(next() < 0.6 ? [pick(bank.openings)] : []),
    ...Array.from({ length: 1 + Math.floor(next() * 4) }, () =>
      pick(bank.remarks).replace('@', pick(bank.things)),
    ),
    ...(next() < 0.4 ? [pick(bank.endings)] : []),
  ];
  // Honest people name pages, too.
  if (next() < 0.12) sentences.push(`https://${pick(honestHosts)}/${pick(paths)}`);
  const name = pick(bank.names);
  return {
    is_spam: false,
    language,
    author_name: name,
    author_email: `${name.toLowerCase().replaceAll(/\W/g, '') || 'reader'}${Math.floor(next() * 90)}@${pick(mailHosts)}`,
    author_url: next() < 0.2 ? `https://${pick(honestHosts)}/` : '',
    content: sentences.join(bank === banks.ja ? '' : ' '),
  };
}

function spam(language: string, bank: Banks, pick: Pick, next: () => number): Sample {
  const host = `${pick(spamWords)}${pick(['-', '', '24', '-online', 'pro'])}${pick(spamWords)}.${pick(spamTops)}`;
  const link = `https://${host}/${pick(spamWords)}`;
  const shape = next();
  const pitch = () => pick(bank.pitches).replace('@', pick(bank.goods));
  const text =
    shape < 0.35
      ? `${pitch()} ${pick(bank.calls)} ${link}`
      : shape < 0.6
        ? `${pick(bank.flattery)} ${pick(bank.flattery)} ${pitch()}`
        : shape < 0.8
          ? `${pitch()} <a href="${link}">${pick(bank.goods)}</a> ${pitch()} ${pick(bank.calls)}`
          : `[url=${link}]${pick(bank.goods)}[/url] ${pitch()}`;
  return {
    is_spam: true,
    language,
    author_name: next() < 0.4 ? pick(bank.goods) : pick(bank.names),
    author_email: `${pick(spamWords)}${Math.floor(next() * 9000)}@${pick(mailHosts)}`,
    author_url: next() < 0.7 ? link : '',
    content: text,
  };
}
