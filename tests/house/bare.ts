// tests/house/bare.ts: words that stand in a template themselves, where no translator finds them.

/** Attributes that people read or hear. */
const spoken =
  /\s(?:aria-label|aria-description|alt|title|placeholder|label|data-(?:plain|heading|ask))="([^"]*)"/g;

/** Texts and attributes of a template (EJS) that hold words beside what is printed. */
export function bareIn(template: string): string[] {
  const flat = template
    .replaceAll(/<%[^]*?%>/g, '\u0001')
    .replaceAll(/<(style|script)\b[^]*?<\/\1>/g, ' ')
    .replaceAll(/<!--[^]*?-->|<!doctype[^>]*>|<\?[^]*?\?>/gi, ' ');
  const attributes = [...flat.matchAll(spoken)].map(([, text]) => text!);
  // An element whose name is printed is no word.
  const texts = flat.replaceAll(/<\/?\u0001[^<>]*>/g, '<b>').split(/<\/?[a-zA-Z][^<>]*>|\u0001/);
  return [...attributes.flatMap((text) => text.split('\u0001')), ...texts]
    .map((text) => text.replaceAll(/&\w+;/g, ' ').trim())
    .filter((text) => /\p{L}{2}/u.test(text) && !/^https?:\/\/$/.test(text));
}
