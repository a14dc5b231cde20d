// base/words/fold.ts: the one fold of letters, for what is searched, for what is asked, and for what is marked. Pure.

/**
 * A text without what readers do not type: capitals, accents, vowel signs of Arabic and Hebrew, full width, ligatures,
 * soft hyphens and other signs of no width; digits of all scripts are 0 to 9. Vowels and tones of scripts that cannot be
 * read without them stay.
 */
export function folded(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(unseen, '')
    .replace(otherLetters, (letter) => letters.get(letter)!)
    .replace(otherDigits, digitOf)
    .normalize('NFC');
}

/** The same, and for each of its characters where it stood in the original; one more for the end. */
export function foldedWithMap(text: string): { text: string; origin: number[] } {
  const parts: string[] = [];
  const origin: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const letter = folded(cluster);
    for (let count = 0; count < letter.length; count += 1) origin.push(index);
    parts.push(letter);
  }
  return { text: parts.join(''), origin: [...origin, text.length] };
}

const plain = /^[\0-\x7f]*$/;

// Signs of no width, tatweel, and marks that are left out in usual writing. Those of Indic and South-East Asian scripts,
// and the voicing of kana, tell one word from another.
const unseen = new RegExp(
  '[\\p{Default_Ignorable_Code_Point}\\u0640\\u0300-\\u036f\\u0483-\\u0489' +
    '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7' + // Hebrew
    '\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u08d3-\\u08e1\\u08e3-\\u08ff' + // Arabic
    '\\u0711\\u0730-\\u074a\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]+',
  'gu',
);

const letters = new Map(
  [
    'ß:ss æ:ae œ:oe ø:o ł:l đ:d ð:d þ:th ħ:h ŧ:t ı:i ς:σ',
    // Arabic and Persian: alef wasla, the forms of yeh, kaf and heh.
    '\u0671:\u0627 \u0649:\u064a \u06cc:\u064a \u06d2:\u064a \u06a9:\u0643 \u0629:\u0647 \u06c1:\u0647 \u06c3:\u0647 \u06d5:\u0647',
    // Letters that stand for an apostrophe.
    "\u02b9:' \u02bb:' \u02bc:' \u02bd:'",
  ]
    .flatMap((line) => line.split(' '))
    .map((pair) => pair.split(':') as [string, string]),
);
const otherLetters = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu');

// The zeros of scripts that have digits of their own.
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810,
];
const range = (zero: number) => `${String.fromCharCode(zero)}-${String.fromCharCode(zero + 9)}`;
const otherDigits = new RegExp(`[${zeros.map(range).join('')}]`, 'g');

function digitOf(sign: string): string {
  const code = sign.charCodeAt(0);
  return String(code - zeros.findLast((zero) => zero <= code)!);
}

// A letter with its marks and the signs of no width behind it; Korean letters that are written as their parts, of which
// a syllable is made; half-width kana with their voicing.
const clusters =
  /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|[^](?:\p{M}|\p{Default_Ignorable_Code_Point}|[\uff9e\uff9f])*/gu;
