// comments/spam/score.ts: how much a comment looks like spam, and why: each part with its points, so that people can check it.
import type { Count } from './robinson-fisher.ts';

/** What is known about a comment besides its words. */
export interface Signals {
  /** Between 0 (ham) and 1 (spam), by the filter; undefined while it has not learned enough. */
  indicator: number | undefined;
  /** The words that told the filter most. */
  telling: string[];
  /** Seconds between the form and its coming; undefined when that is not known. */
  seconds: number | undefined;
  /** Whether it came from a page of ours (form-seal.ts). */
  seal: 'valid' | 'missing' | 'missing at the decoy' | 'none';
  links: number;
  has_bbcode: boolean;
  name_is_address: boolean;
  user_agent: string;
  is_foreign: boolean;
  /** Other posts under which the same text stands. */
  repeats: number;
  /** Attempts of the same network in the last ten minutes, this one included. */
  attempts: number;
  /** Earlier decisions about the same text, email, network, and about a host it leads to. */
  earlier: Record<'text' | 'email' | 'network' | 'host', Count>;
  /** A comment of the same browser or user was approved before. */
  is_known: boolean;
}

export type PartName =
  | 'words' | 'quick' | 'no_seal' | 'links' | 'bbcode' | 'name_is_address' | 'no_user_agent' | 'language'
  | 'repeated' | 'pace' | 'earlier_text' | 'earlier_email' | 'earlier_network' | 'earlier_host' | 'known'; // prettier-ignore

/** One reason, and what it adds to the score or takes from it. */
export interface Part {
  name: PartName;
  points: number;
  /** What was seen: words, seconds, a number; '' when the name says all. */
  detail: string;
}

export interface Score {
  /** The sum of the parts, rounded; 0 is nothing suspicious. */
  score: number;
  parts: Part[];
}

/** Points of each sign. The words alone can reach the threshold of spam; no other sign can. */
const points = {
  wordsSpam: 90,
  wordsHam: -40,
  quick: 25,
  no_seal: 15,
  link: 7,
  mostLinks: 28,
  bbcode: 35,
  name_is_address: 25,
  no_user_agent: 10,
  language: 10,
  repeated: 25,
  pace: 10,
  earlier_text: 60,
  earlier_email: 30,
  earlier_network: 20,
  earlier_host: 30,
  known: -50,
};

/** Whoever needs less than this did not read the form. Antispam Bee takes the same. */
const fewestSeconds = 5;

/** Pure. */
export function scoreOf(signals: Signals): Score {
  const parts = [
    ...wordParts(signals),
    ...formParts(signals),
    ...textParts(signals),
    ...earlierParts(signals),
  ];
  if (signals.is_known) parts.push({ name: 'known', points: points.known, detail: '' });
  const sum = parts.reduce((all, part) => all + part.points, 0);
  return {
    score: Math.round(sum),
    parts: parts.map((part) => ({ ...part, points: Math.round(part.points) })),
  };
}

function wordParts({ indicator, telling }: Signals): Part[] {
  if (indicator === undefined || indicator === 0.5) return [];
  const weight = indicator > 0.5 ? points.wordsSpam : -points.wordsHam;
  return [{ name: 'words', points: (indicator - 0.5) * 2 * weight, detail: telling.join(', ') }];
}

function formParts({ seconds, seal, user_agent, attempts }: Signals): Part[] {
  const parts: Part[] = [];
  if (seal === 'missing' || seal === 'missing at the decoy')
    parts.push({ name: 'no_seal', points: points.no_seal, detail: '' });
  if (seconds !== undefined && seconds < fewestSeconds)
    parts.push({ name: 'quick', points: points.quick, detail: `${Math.max(0, Math.round(seconds))} s` });
  if (!user_agent.trim()) parts.push({ name: 'no_user_agent', points: points.no_user_agent, detail: '' });
  if (attempts > 10)
    parts.push({ name: 'pace', points: points.pace * (attempts > 30 ? 2 : 1), detail: `${attempts}` });
  return parts;
}

function textParts({ links, has_bbcode, name_is_address, is_foreign, repeats }: Signals): Part[] {
  const parts: Part[] = [];
  if (links > 1)
    parts.push({
      name: 'links',
      points: Math.min(points.mostLinks, (links - 1) * points.link),
      detail: `${links}`,
    });
  if (has_bbcode) parts.push({ name: 'bbcode', points: points.bbcode, detail: '' });
  if (name_is_address) parts.push({ name: 'name_is_address', points: points.name_is_address, detail: '' });
  if (is_foreign) parts.push({ name: 'language', points: points.language, detail: '' });
  if (repeats > 0)
    parts.push({ name: 'repeated', points: points.repeated * (repeats > 1 ? 2 : 1), detail: `${repeats}` });
  return parts;
}

/** Earlier marks count only where nobody ever found the same to be honest. */
function earlierParts({ earlier }: Signals): Part[] {
  const fewest = { text: 1, email: 1, network: 3, host: 2 };
  return (['text', 'email', 'network', 'host'] as const)
    .filter((kind) => earlier[kind].spam >= fewest[kind] && earlier[kind].ham === 0)
    .map((kind) => ({
      name: `earlier_${kind}` as const,
      points: points[`earlier_${kind}`],
      detail: `${earlier[kind].spam}`,
    }));
}
