// posts/content/legacy/code.ts: listings of code as plugins and old editors wrote them: what is in them is no markup.

const beginning =
  /<pre\b([^<>]{0,1000})>|\[(code|sourcecode|source|highlight)((?:\s|=)[^[\]<>]{0,500})?\](?!\()/gi;
/** Tags of editors in a listing, by which they broke its lines. */
const breaks = /<br\s{0,3}\/?>\n?|<\/p>\s{0,5}<p>/gi;

/**
 * Makes `<pre><code>` of `<pre lang="java">` and of `[code]`, `[sourcecode language="php"]`, with their insides letter
 * by letter; in any other `<pre>` only what begins with `<?` would be lost, and is kept. One walk over the text.
 */
export function codeElements(content: string): string {
  if (!/<pre\b|\[(?:source)?code|\[source|\[highlight/i.test(content)) return content;
  // Of the same length, which the lower case of other letters may not be.
  const lower = content.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const missing = new Set<string>();
  const parts: string[] = [];
  let done = 0;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(content); found; found = beginning.exec(content)) {
    const [whole, attributes = '', shortcode = '', options = ''] = found;
    const closing = shortcode ? `[/${shortcode.toLowerCase()}]` : '</pre>';
    const start = found.index + whole.length;
    const isShown = shortcode && content[found.index - 1] === '[';
    const end = missing.has(closing) || isShown ? -1 : lower.indexOf(closing, start);
    if (end < 0) {
      missing.add(isShown ? '' : closing);
      continue;
    }
    const inside = content.slice(start, end);
    const made = shortcode
      ? listing(inside.replaceAll(breaks, '\n'), options)
      : preformatted(whole, attributes, inside);
    parts.push(content.slice(done, found.index), made);
    done = end + closing.length;
    beginning.lastIndex = done;
  }
  return parts.join('') + content.slice(done);
}

function preformatted(tag: string, attributes: string, inside: string): string {
  const isListing = /\s(?:lang|escaped|line)\s*=/i.test(attributes) || /\bbrush\s*:/i.test(attributes);
  if (isListing && !/^\s*<code\b/i.test(inside)) return listing(inside, attributes);
  return `${tag}${inside.replaceAll('<?', '&lt;?')}</pre>`;
}

function listing(inside: string, options: string): string {
  const named = /\b(?:lang|language)\s*=\s*["']?([\w+#.-]{1,30})|\bbrush\s*:\s*([\w+#.-]{1,30})/i.exec(
    options,
  );
  const bare = /^=\s*["']?([\w+#.-]{1,30})/.exec(options);
  const language = named?.[1] ?? named?.[2] ?? bare?.[1];
  const text = inside
    .replace(/^\s{0,20}\n/, '')
    .trimEnd()
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `\n<pre><code${language ? ` class="language-${language.toLowerCase()}"` : ''}>${text}</code></pre>\n`;
}
