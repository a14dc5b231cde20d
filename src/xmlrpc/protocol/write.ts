// xmlrpc/protocol/write.ts: answers as XML.
import { escapeXml } from '../../base/xml/escape.ts';
import { dateText, doubleNumber, type Struct, type Value } from './values.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** What a fault says. */
export interface FaultWords {
  faultCode: number;
  faultString: string;
}

/** The answer of a method that went well. */
export const valueAnswer = (value: Value): string =>
  `${head}<methodResponse><params><param>${valueXml(value)}</param></params></methodResponse>\n`;

/** The answer of one that did not. */
export const faultAnswer = (fault: FaultWords): string =>
  `${head}<methodResponse><fault>${valueXml({ ...fault })}</fault></methodResponse>\n`;

const valueXml = (value: Value): string => `<value>${typedXml(value)}</value>`;

function typedXml(value: Value): string {
  if (typeof value === 'string') return `<string>${escapeXml(value)}</string>`;
  if (typeof value === 'number') return `<int>${Math.trunc(value)}</int>`;
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (Buffer.isBuffer(value)) return `<base64>${value.toString('base64')}</base64>`;
  if (Array.isArray(value)) return `<array><data>${value.map(valueXml).join('')}</data></array>`;
  const date = dateText(value);
  if (date !== undefined) return `<dateTime.iso8601>${escapeXml(date)}</dateTime.iso8601>`;
  const double = doubleNumber(value);
  if (double !== undefined) return `<double>${double}</double>`;
  return `<struct>${Object.entries(value as Struct)
    .map(memberXml)
    .join('')}</struct>`;
}

const memberXml = ([name, value]: [string, Value]): string =>
  `<member><name>${escapeXml(name)}</name>${valueXml(value)}</member>`;
