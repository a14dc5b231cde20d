// linkbacks/receiving/documents.ts: whether a source that is no HTML names a post: JSON by a value, plain text by a word. Pure.
import { cut } from './form.ts';
import { leadsTo, type Target } from './target.ts';
import type { Proof } from './proof.ts';

const nothing: Omit<Proof, 'is_proven'> = {
  title: '',
  site_name: '',
  quote: '',
  mention: { type: 'mention', author_name: '', author_photo: '', title: '', content: '', rsvp: '' },
};

/** A text value of JSON must be the address, and nothing else (Webmention 3.2.2). Keys are no values. */
export function proofInJson(json: string, base: string, target: Target): Proof {
  const document = read(json);
  // A list of what is still to be looked at, no recursion: a hostile document is as deep as it is long.
  const open = [document];
  while (open.length) {
    const value = open.pop();
    if (typeof value === 'string' && /^https?:/i.test(value) && leadsTo(value, base, target))
      return { ...nothing, is_proven: true, title: titleOf(document) };
    if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) open.push(one);
  }
  return { ...nothing, is_proven: false };
}

/** The address stands as a word; brackets and stops around it are no part of it. */
export function proofInText(text: string, base: string, target: Target): Proof {
  for (const { 0: word, index } of text.matchAll(/https?:\/\/[^\s<>"']{1,2000}/gi)) {
    const address = word.replace(/[).,;:!?\]]+$/, '');
    if (!leadsTo(address, base, target)) continue;
    const around = text.slice(Math.max(0, index - 100), index + word.length + 100);
    return { ...nothing, is_proven: true, quote: cut(around, 450) };
  }
  return { ...nothing, is_proven: false };
}

function titleOf(document: unknown): string {
  if (typeof document !== 'object' || document === null) return '';
  const { title, name } = document as Record<string, unknown>;
  const found = [title, name].find((one) => typeof one === 'string');
  return typeof found === 'string' ? cut(found, 250) : '';
}

function read(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // cut short, or none
  }
}
