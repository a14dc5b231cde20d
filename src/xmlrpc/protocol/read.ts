// xmlrpc/protocol/read.ts: a call out of its XML, within limits: no document type, bounded depth, elements and text.
import { isXmlError, parseXml, type XmlClose, type XmlEvent } from '../../base/xml/read.ts';
import { emptyStruct, isoDate, doubleOf, type Struct, type Value } from './values.ts';

export interface MethodCall {
  method: string;
  params: Value[];
}

/** Four elements for each level of a value: ten levels, twice as many as any method takes. */
const depth = 44;
/** Values of a large gallery have some thousands. */
const elements = 40_000;

/**
 * Reads a `methodCall`.
 * @returns undefined when it is not well-formed or past a limit; without a method's name when it is no call
 */
export function readCall(xml: string): MethodCall | undefined {
  try {
    const limits = { depth, elements, text: xml.length, attributes: 8 };
    return callOf(parseXml(xml, { limits }));
  } catch (error) {
    if (isXmlError(error)) return undefined;
    throw error;
  }
}

/** An element that is open, and what came in it. */
interface Open {
  name: string;
  values: Value[];
  names: string[];
}

function callOf(events: XmlEvent[]): MethodCall {
  const call: MethodCall = { method: '', params: [] };
  const stack: Open[] = [];
  const isCall = events[0]?.name === 'methodCall';
  for (const event of isCall ? events : []) {
    if (event.type === 'open') {
      stack.push({ name: event.name, values: [], names: [] });
      continue;
    }
    const element = stack.pop()!;
    const above = stack.at(-1);
    if (event.name === 'methodName') call.method ||= event.text.trim();
    else if (event.name === 'param') call.params.push(element.values[0] ?? '');
    else if (event.name === 'name' && above) above.names.push(event.text);
    else if (above) above.values.push(...valuesIn(event, element));
  }
  return call;
}

/** What an element that has ended gives to the one around it: a member its name and value, which its struct joins. */
function valuesIn({ name, text }: XmlClose, element: Open): Value[] {
  if (name === 'value') return [element.values[0] ?? text];
  if (name === 'member') return [{ name: element.names[0] ?? '', value: element.values[0] ?? '' }];
  if (name === 'data') return [element.values];
  if (name === 'array') return [Array.isArray(element.values[0]) ? element.values[0] : []];
  if (name === 'struct') return [structOf(element.values)];
  const scalar = scalarOf(name, text);
  return scalar === undefined ? [] : [scalar];
}

function structOf(members: Value[]): Struct {
  const struct = emptyStruct();
  for (const member of members) {
    const { name, value } = member as { name: string; value: Value };
    struct[name] = value;
  }
  return struct;
}

function scalarOf(type: string, text: string): Value | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'i4':
    case 'i8':
    case 'int':
      return wholeOf(text.trim());
    case 'boolean':
      return ['1', 'true'].includes(text.trim());
    case 'double':
      return doubleOf(Number(text.trim()) || 0);
    case 'dateTime.iso8601':
      return isoDate(text.trim());
    case 'base64':
      return Buffer.from(text, 'base64');
    case 'nil':
      return '';
    default:
      return undefined;
  }
}

const wholeOf = (text: string): number => (/^[+-]?\d{1,15}$/.test(text) ? Number(text) : 0);
