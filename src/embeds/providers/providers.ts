// embeds/providers/providers.ts: the table of oEmbed providers: which addresses each of them speaks for.
import { createRequire } from 'node:module';
import type { Address } from '../address.ts';
import { type Listed, customProviders } from './additional-providers.ts';
import type { CustomProvider } from './custom-providers.ts';
import { asking, type Found } from '../services/service.ts';

interface Pattern {
  provider: string;
  endpoint: string;
  /** Labels from the end: com, youtube, `*`. */
  labels: string[];
  /** What stands between the stars of path and query. */
  pieces: string[];
}

// YouTube's own parser knows every address that it can show.
const list = createRequire(import.meta.url)('oembed-providers') as Listed[];
const patterns = indexed(
  [...customProviders, ...list]
    .filter(({ provider_name }) => provider_name !== 'YouTube')
    .flatMap(patternsOf),
);

/** Patterns by the last two labels of their hosts. */
export type Providers = Map<string, Pattern[]>;

/** The owner's providers, as readProvider takes them. */
export const providersOf = (given: CustomProvider[]): Providers =>
  indexed(
    given.flatMap(({ name, pattern, endpoint }) =>
      patternsOf({ provider_name: name, endpoints: [{ url: endpoint, schemes: [pattern] }] }),
    ),
  );

/**
 * The provider that speaks for an address, found by whole host labels and an anchored path.
 * @param first asked before the public list
 */
export function readProvider(address: Address, first?: Providers): Found | undefined {
  return (first && readFrom(address, first)) ?? readFrom(address, patterns);
}

/** As readProvider, among some providers alone. */
export function readFrom(address: Address, providers: Providers): Found | undefined {
  const labels = address.host.split('.').toReversed();
  const path = address.href.slice(new URL(address.href).origin.length).split('#')[0]!;
  const domain = labels.slice(0, 2).join('.');
  const pattern = providers
    .get(domain)
    ?.find((one) => labelsFit(one.labels, labels) && piecesFit(one.pieces, path));
  if (!pattern) return;
  return {
    provider: pattern.provider,
    kind: 'link',
    title: '',
    width: 16,
    height: 9,
    oembed: asking(secure(pattern.endpoint).replace('{format}', 'json'), address.href),
  };
}

function patternsOf({ provider_name, endpoints }: Listed): Pattern[] {
  return endpoints.flatMap(({ schemes = [], url }) =>
    schemes.flatMap((scheme) => {
      const parts = /^https?:\/\/([^/]+)(\/.*)$/i.exec(scheme);
      const labels = parts?.[1]?.toLowerCase().split('.').toReversed() ?? [];
      // A pattern must name its domain; Facebook's pages lost their endpoint, its posts have a parser of their own.
      const isUsable =
        labels.length > 1 && !labels.slice(0, 2).includes('*') && !url.includes('graph.facebook.com');
      return isUsable
        ? [{ provider: provider_name, endpoint: url, labels, pieces: parts![2]!.split('*') }]
        : [];
    }),
  );
}

function indexed(all: Pattern[]): Map<string, Pattern[]> {
  const index = new Map<string, Pattern[]>();
  for (const pattern of all) {
    const domain = pattern.labels.slice(0, 2).join('.');
    index.set(domain, [...(index.get(domain) ?? []), pattern]);
  }
  return index;
}

/** A star at the very left stands for one label or more, elsewhere for exactly one. */
function labelsFit(wanted: string[], given: string[]): boolean {
  const isOpen = wanted.at(-1) === '*';
  if (isOpen ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((label, index) => label === '*' || label === given[index]);
}

/** Whether the pieces stand in the path in their order, the first at its start and the last at its end; linear. */
function piecesFit(pieces: string[], path: string): boolean {
  const [first, ...rest] = pieces;
  if (!path.startsWith(first!)) return false;
  if (!rest.length) return path === first;
  const last = rest.pop()!;
  let at = first!.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return path.length >= at + last.length && path.endsWith(last);
}

/** What the public list is, for its readers. */
export const providersTold = {
  count: new Set([...patterns.values()].flat().map(({ provider }) => provider)).size,
  date: dateOf(
    (createRequire(import.meta.url)('oembed-providers/package.json') as { version: string }).version,
  ),
};

// The list's version ends in its day: 1.0.20260604.
function dateOf(version: string): string {
  return version.replace(/^.*\.(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
}

// The list has a few endpoints as they were before everybody had a certificate.
function secure(endpoint: string): string {
  return endpoint.replace(/^http:/, 'https:');
}
