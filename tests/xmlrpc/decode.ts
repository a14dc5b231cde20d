// tests/xmlrpc/decode.ts: answers of XML-RPC as another library reads them.
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';

interface Reader {
  deserializeMethodResponse(
    from: Readable,
    done: (error: (Error & { faultCode?: number; faultString?: string }) | null, value: unknown) => void,
  ): void;
}

// The package's own reader is not in its types.
const Deserializer = createRequire(import.meta.url)('xmlrpc/lib/deserializer') as new () => Reader;

/** What a method gave, or why it did not. */
export type Decoded = { value: unknown } | { code: number; message: string };

/** Reads a `methodResponse`. */
export function decode(xml: string): Promise<Decoded> {
  return new Promise((resolve, reject) => {
    new Deserializer().deserializeMethodResponse(Readable.from([Buffer.from(xml)]), (error, value) => {
      if (error?.faultCode !== undefined)
        resolve({ code: error.faultCode, message: error.faultString ?? '' });
      else if (error) reject(error);
      else resolve({ value });
    });
  });
}
