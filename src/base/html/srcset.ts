// base/html/srcset.ts: the pictures that an element offers in several sizes.
import type { Element } from 'hast';

/**
 * Drops the candidates of `srcset` whose address is not http, https or relative, and those whose descriptor is none (HTML,
 * "srcset attributes"); without any left the attribute goes. Changes the element.
 */
export function tidySrcset({ properties }: Element): void {
  if (properties.srcSet === undefined) return;
  const kept = candidatesOf(properties.srcSet).filter(isCandidate);
  if (kept.length) properties.srcSet = kept.join(', ');
  else delete properties.srcSet;
}

/** The parser splits at every comma; one inside an address, as image services have them, belongs to that address. */
function candidatesOf(given: Element['properties'][string]): string[] {
  const pieces = Array.isArray(given) ? given.map(String) : String(given).split(',');
  const candidates: string[] = [];
  for (const piece of pieces.map((one) => one.trim()).filter(Boolean)) {
    const open = candidates.at(-1);
    if (open === undefined || /\s/.test(open) || /^(?:https?:|\/)/i.test(piece)) candidates.push(piece);
    else candidates[candidates.length - 1] = `${open},${piece}`;
  }
  return candidates;
}

function isCandidate(candidate: string): boolean {
  const [url = '', descriptor = '', ...rest] = candidate.split(/\s+/);
  const scheme = /^([^/?#:]*):/.exec(url)?.[1];
  const isFile = scheme === undefined || /^https?$/i.test(scheme);
  return isFile && !rest.length && /^(?:\d+(?:\.\d+)?[wxh])?$/.test(descriptor);
}
