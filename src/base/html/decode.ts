// base/html/decode.ts: the bytes of a page into text, by the charset the page or its server names.

/**
 * Decodes a page as browsers do (WHATWG HTML, "determining the character encoding"): byte order mark, then what the
 * server says, then what the first bytes say, then UTF-8 if it is that, else windows-1252. Never throws.
 * @param content_type the server's whole header
 */
export function textOfPage(body: Buffer, content_type = ''): string {
  const named = markOf(body) ?? labelIn(content_type) ?? labelIn(metaIn(body));
  return decoded(body, named ?? 'utf-8', !named) ?? decoded(body, 'windows-1252') ?? '';
}

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : undefined;
}

/** The first `<meta>` that names a charset, within the bytes where it must stand. */
function metaIn(body: Buffer): string {
  const start = body.subarray(0, 1024).toString('latin1');
  const found = /<meta[^>]{0,200}charset[^>]{0,60}/i.exec(start)?.[0] ?? '';
  // UTF-16 that is written in plain bytes is none.
  return found.replace(/utf-16(le|be)?/i, 'utf-8');
}

function labelIn(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(text)?.[1];
}

function decoded(body: Buffer, label: string, fatal = false): string | undefined {
  try {
    // As a stream: a page that was cut off may end in half a letter.
    return new TextDecoder(label, { fatal }).decode(body, { stream: true });
  } catch {
    return undefined; // an unknown label, or bytes that are none of it
  }
}
