// base/xml/decode.ts: bytes of an XML document into characters that XML allows.

export interface XmlDecoder {
  decode(chunk: Uint8Array): string;
  /** What is left at the end. */
  end(): string;
}

const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/** Drops characters that XML 1.0 forbids (its production `Char`). */
export const withoutForbidden = (text: string): string =>
  text.replaceAll(forbidden, '').replaceAll(/\p{Surrogate}/gu, '\uFFFD');

/** Decodes a stream: by byte order mark, else by the XML declaration, else UTF-8. Wrong bytes become U+FFFD. */
export function decoderFor(): XmlDecoder {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let atStart = true;
  const clean = (text: string): string => {
    const kept = atStart ? withoutForbidden(text).trimStart() : withoutForbidden(text);
    atStart &&= kept === '';
    return kept;
  };
  return {
    decode(chunk) {
      decoder ??= new TextDecoder(encodingOf(chunk));
      return clean(decoder.decode(chunk, { stream: true }));
    },
    end: () => clean(decoder?.decode() ?? ''),
  };
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(chunk.subarray(0, 200)).toString('latin1');
  const named = /^\s*<\?xml[^>]*?\sencoding=["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return 'utf-8';
  }
}
