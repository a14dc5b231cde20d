// comments/inbound/own-words.ts: what somebody wrote in an email, without the quoted email, its head and the signature.

// "On 3 May 2026, Ada wrote:" of Gmail, Apple Mail, Thunderbird and others, at most over three lines.
const wrote = [
  /^on\b.{5,}\bwrote:$/i,
  /^am\b.{5,}\bschrieb\b.*:$/i,
  /^.{3,}\bschrieb am\b.+:$/i,
  /^le\b.{5,}\ba écrit\s?:$/i,
  /^el\b.{5,}\bescribió:$/i,
  /^il\b.{5,}\bha scritto:$/i,
  /^em\b.{5,}\bescreveu:$/i,
  /^op\b.{5,}\bschreef\b.*:$/i,
  /^den\b.{5,}\bskrev\b.*:$/i,
  /^.{5,}\bnapisał\(?a?\)?:$/i,
  /^.{5,}\b(?:написал|пише|писал)\(?[аa]?\)?:$/i,
  /^\d{4}[年/-].{5,}(?:写道|のメール|wrote)\s?[::]$/i,
];
// Outlook's divider, and the head that it and others put above the older email.
const dividers = [
  /^-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d['’]origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht)\s*-{2,}$/i,
  /^_{20,}$/,
];
const headFrom = /^\*?(?:from|von|de|da|van|från|fra|od|от)\s?:\*?\s/i;
const headNext =
  /^\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|assunto|inviato|oggetto|verzonden|onderwerp|skickat|wysłano|отправлено)\s?:\*?\s/i;
const device =
  /^(?:sent from my \S.{0,40}|get outlook for \S.{0,40}|von meinem \S.{0,40} gesendet|gesendet (?:von|mit) \S.{0,40}|envoyé de(?:puis)? mon \S.{0,40}|enviado desde mi \S.{0,40}|inviato da \S.{0,40}|enviado do meu \S.{0,40}|verstuurd vanaf mijn \S.{0,40})$/i;

/**
 * Pure: the words of the sender alone. Whether they stand above or below the quoted email, or between its lines: there the
 * quoted lines stay, as quotes.
 * @param text the plain text of an email
 */
export function ownWords(text: string): string {
  const all = text.replaceAll('\r\n', '\n').replaceAll('\u00a0', ' ').split('\n');
  const kept = withoutEnd(all);
  const quoted = quoteIn(kept);
  if (!quoted) return tidy(kept);
  const before = kept.slice(0, quoted.at);
  const after = withoutQuote(kept.slice(quoted.at + quoted.lines));
  return tidy(after ? [...before, '', ...after] : before);
}

/** Up to the signature, or to the older email beneath a divider or a head. */
function withoutEnd(lines: string[]): string[] {
  const at = lines.findIndex((line, at) => isSignatureMark(line) || isOlderEmail(lines, at));
  return at < 0 ? lines : lines.slice(0, at);
}

const isSignatureMark = (line: string): boolean => /^(?:--|—) ?$/.test(line) || device.test(line.trim());

function isOlderEmail(lines: string[], at: number): boolean {
  const line = lines[at]!.trim();
  if (dividers.some((divider) => divider.test(line))) return true;
  if (!headFrom.test(line)) return false;
  const next = lines.slice(at + 1, at + 5).filter((other) => headNext.test(other.trim()));
  return next.length >= 2;
}

/** The line, or lines, that say who wrote what follows. */
function quoteIn(lines: string[]): { at: number; lines: number } | undefined {
  for (const at of lines.keys()) {
    if (lines[at]!.startsWith('>') || !lines[at]!.trim()) continue;
    for (const count of [1, 2, 3]) {
      const line = lines
        .slice(at, at + count)
        .map((part) => part.trim())
        .join(' ');
      if (line.length < 300 && wrote.some((pattern) => pattern.test(line))) return { at, lines: count };
    }
  }
  return undefined;
}

/** What stands beneath a quoted email; undefined when that is all, or bears no marks. */
function withoutQuote(lines: string[]): string[] | undefined {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || !lines[first]!.startsWith('>')) return undefined;
  const end = lines.findIndex((line, at) => at > first && line.trim() !== '' && !line.startsWith('>'));
  return end < 0 ? undefined : lines.slice(end);
}

/** Without the quoted lines at the end and at the beginning. */
function tidy(lines: string[]): string {
  const isOwn = (line: string) => line.trim() !== '' && !line.startsWith('>');
  const first = lines.findIndex(isOwn);
  const last = lines.findLastIndex(isOwn);
  return first < 0
    ? ''
    : lines
        .slice(first, last + 1)
        .map((line) => line.trimEnd())
        .join('\n');
}
