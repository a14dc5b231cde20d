// base/xml/read.ts: reads XML as a stream, in strict limits: no DTD, five entities, bounded depth and text.
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decoderFor } from './decode.ts';
import { faultWords, type FaultKind, type XmlFault } from './faults.ts';
import { createMender } from './mend.ts';
import { faultTarget, type Known } from './mending.ts';

export interface XmlLimits {
  /** Open elements inside one another. */
  depth: number;
  /** Characters without any element beginning or ending: one text, one comment. */
  text: number;
  /** Attributes of one element. */
  attributes: number;
  /** Elements in all. */
  elements: number;
}

export interface XmlOptions {
  limits?: Partial<XmlLimits>;
  /** Namespaces of prefixes that a document uses without declaring them. */
  prefixes?: Record<string, string>;
  /** What is not well-formed is mended where its meaning is clear; events tell of it. */
  mend?: Known | undefined;
}

/** An element begins. `name` is local; `uri` is its namespace, '' for none. */
export interface XmlOpen {
  type: 'open';
  name: string;
  uri: string;
  attributes: Record<string, string>;
  faults?: XmlFault[];
}

/** An element ends. `text` is what stood directly in it, after its last child: text and CDATA, in order. */
export interface XmlClose {
  type: 'close';
  name: string;
  uri: string;
  text: string;
  /** What was mended since the event before. */
  faults?: XmlFault[];
}

export type XmlEvent = XmlOpen | XmlClose;

export interface XmlBatch {
  events: XmlEvent[];
  /** Bytes read so far. */
  bytes: number;
}

/** Not well-formed, or past a limit. */
export interface XmlError extends Error {
  line: number;
}

const usual: XmlLimits = { depth: 64, text: 32 * 1024 * 1024, attributes: 64, elements: Infinity };

export const isXmlError = (error: unknown): error is XmlError => error instanceof Error && 'line' in error;

/**
 * Reads XML 1.0 (fifth edition, Namespaces 1.0) in pieces: one batch of events for each chunk that came.
 * Characters that XML forbids are dropped before parsing, as real exports contain them.
 * What was well-formed before an error is handed out before the error is thrown.
 * @param chunks bytes, such as a file's read stream
 * @throws XmlError with the line
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  options: XmlOptions = {},
): AsyncGenerator<XmlBatch> {
  const reader = createReader(options);
  const decoder = decoderFor();
  const mender = options.mend && createMender(options.mend);
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    const text = decoder.decode(chunk);
    const { events, error } = reader.take(mender ? mender.take(text) : text);
    yield { events, bytes };
    if (error) throw error;
  }
  const last = decoder.end();
  const { events, error } = reader.end(mender ? mender.take(last) + mender.end() : last);
  yield { events, bytes };
  if (error) throw error;
}

/** Reads a whole, small document at once. @throws XmlError with the line */
export function parseXml(text: string, options: XmlOptions = {}): XmlEvent[] {
  const reader = createReader(options);
  const first = reader.take(text);
  const last = first.error ? first : reader.end('');
  if (last.error) throw last.error;
  return [...first.events, ...last.events];
}

interface Reader {
  take(text: string): { events: XmlEvent[]; error: XmlError | undefined };
  end(text: string): { events: XmlEvent[]; error: XmlError | undefined };
}

function createReader({ limits, prefixes = {}, mend }: XmlOptions): Reader {
  const most = { ...usual, ...limits };
  const parser = new SaxesParser({
    xmlns: true,
    // An undeclared prefix is bound to something, so that one careless plugin does not spoil a whole export.
    resolvePrefix: (prefix: string) => prefixes[prefix] ?? `urn:undeclared:${prefix}`,
  });
  let events: XmlEvent[] = [];
  const faults: XmlFault[] = [];
  const told = () => (faults.length ? { faults: faults.splice(0) } : {});
  const stack: string[][] = [];
  let silent = 0;
  let attributes = 0;
  let elements = 0;
  let sawRoot = false;

  parser.on('doctype', () => parser.fail('a document type declaration is not allowed'));
  parser.on('opentagstart', () => {
    attributes = 0;
    silent = 0;
    elements += 1;
    if (elements > most.elements) parser.fail(`there are more than ${most.elements} elements`);
    if (stack.length >= most.depth) parser.fail(`elements are nested more than ${most.depth} deep`);
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > most.attributes) parser.fail(`an element has more than ${most.attributes} attributes`);
  });
  parser.on('opentag', (tag) => {
    sawRoot = true;
    // The white space between a million items would add up.
    stack.at(-1)?.splice(0);
    stack.push([]);
    events.push({ type: 'open', name: tag.local, uri: tag.uri, attributes: plain(tag), ...told() });
  });
  parser.on('text', (text) => stack.at(-1)?.push(text));
  parser.on('cdata', (text) => stack.at(-1)?.push(text));
  parser.on('closetag', (tag) => {
    silent = 0;
    const text = (stack.pop() ?? []).join('');
    events.push({ type: 'close', name: tag.local, uri: tag.uri, text, ...told() });
  });
  parser.on('processinginstruction', ({ target, body }) => {
    const [kind = '', line] = body.split(' ');
    if (mend && target === faultTarget && kind in faultWords)
      faults.push({ kind: kind as FaultKind, line: Number(line) });
  });
  parser.on('error', (error) => {
    throw atLine(error.message.replace(/^[\d:]+\s*/, ''), parser.line);
  });

  const write = (text: string, last: boolean) => {
    const error = attempt(() => {
      silent += text.length;
      if (text) parser.write(text);
      if (silent > most.text) throw atLine(`a text is longer than ${most.text} characters`, parser.line);
      if (last && !sawRoot) throw atLine('there is no XML in it', parser.line);
      if (last) parser.close();
    });
    const done = { events, error };
    events = [];
    return done;
  };
  return { take: (text) => write(text, false), end: (text) => write(text, true) };
}

function attempt(work: () => void): XmlError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (isXmlError(error)) return error;
    throw error;
  }
}

const plain = (tag: SaxesTagNS): Record<string, string> =>
  Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));

const atLine = (message: string, line: number): XmlError =>
  Object.assign(new Error(`line ${line}: ${message}`), { line });
