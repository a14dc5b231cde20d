// base/words/tokens.ts: the words of a folded text; of scripts that put no blanks between words, its stretches. Pure.

export interface Token {
  text: string;
  /** Where it begins in the folded text. */
  at: number;
  /** Whether it is a stretch without blanks, of which every part may be a word. */
  is_stretch: boolean;
}

/** Longer words are cut: an index keeps no longer ones. */
const longestWord = 100;

/** All words and stretches in order; whatever is no letter, digit or mark stands between them. */
export function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: run, index } of folded.matchAll(runs)) {
    if (!unspaced.test(run)) addWord(tokens, run, index);
    else
      for (const part of run.matchAll(parts)) {
        if (part[1]) tokens.push({ text: part[1], at: index + part.index, is_stretch: true });
        else addWord(tokens, part[0], index + part.index);
      }
  }
  return tokens;
}

function addWord(tokens: Token[], word: string, at: number): void {
  if (word.length <= longestWord) return void tokens.push({ text: word, at, is_stretch: false });
  const letters = Array.from(word);
  for (let from = 0, place = at; from < letters.length; from += longestWord) {
    const text = letters.slice(from, from + longestWord).join('');
    tokens.push({ text, at: place, is_stretch: false });
    place += text.length;
  }
}

// Han, kana, Thai and the like; Korean puts blanks, but joins nouns and particles to its words.
const scripts =
  'Han Hiragana Katakana Bopomofo Hangul Thai Lao Khmer Myanmar New_Tai_Lue Tai_Le Tai_Tham Javanese Balinese Cham Yi';
const letter = `\\u3005\\u3006\\u30fc${scripts
  .split(' ')
  .map((script) => `\\p{Script=${script}}`)
  .join('')}`;
const runs = /[\p{L}\p{N}\p{M}]+/gu;
const unspaced = new RegExp(`[${letter}]`, 'u');
const parts = new RegExp(`([${letter}]+)|[^${letter}]+`, 'gu');
