// comments/spam/language.ts: which language a text is written in, as far as it is long enough to tell.
import { franc } from 'franc-min';

// ISO 639-3, as franc tells it, to the subtags of BCP 47 that sites name. What is not here is not told.
const subtags: Record<string, string> = {
  arb: 'ar', ben: 'bn', bul: 'bg', ces: 'cs', cmn: 'zh', deu: 'de', ell: 'el', eng: 'en', fra: 'fr', heb: 'he',
  hin: 'hi', hun: 'hu', ind: 'id', ita: 'it', jpn: 'ja', kor: 'ko', nld: 'nl', pes: 'fa', pol: 'pl', por: 'pt',
  ron: 'ro', rus: 'ru', spa: 'es', swe: 'sv', tam: 'ta', tha: 'th', tur: 'tr', ukr: 'uk', urd: 'ur', vie: 'vi',
}; // prettier-ignore
/** Shorter ones are guessed wrong too often. */
const fewestLetters = 60;
/** Neighbours that a short text does not tell apart: what is one of them may be the other. */
const alike = [
  ['ru', 'uk', 'bg'],
  ['es', 'pt', 'it'],
  ['de', 'nl'],
  ['ar', 'fa', 'ur'],
];

/** The primary subtag (BCP 47) of a text's language; '' when it is too short or not known. */
function languageOf(text: string): string {
  const words = text.slice(0, 2000).replaceAll(/https?:\/\/\S+|<[^<>]{0,500}>/g, ' ');
  if ((words.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return '';
  return subtags[franc(words)] ?? '';
}

/** Whether a text is surely in another language than its site's; `tag` is WPLANG or a BCP 47 tag, '' for English. */
export function isForeign(text: string, tag: string): boolean {
  const site = tag.split(/[-_]/)[0]!.toLowerCase() || 'en';
  const language = languageOf(text);
  if (!language || language === site) return false;
  return !alike.some((family) => family.includes(language) && family.includes(site));
}
