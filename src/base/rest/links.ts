// base/rest/links.ts: `_links`: where the things beside a thing are (HAL, as WordPress prints it).
import { restAddress } from './address.ts';

export interface RestLink {
  href: string;
  /** Whether `_embed` brings what is there. */
  embeddable?: true;
  [more: string]: unknown;
}

export type RestLinks = Record<string, RestLink[]>;

/**
 * Puts links beside a thing's fields. Names that begin with `wp:` are explained by a compact URI (CURIE).
 * @param links their addresses below /wp-json, such as `/wp/v2/users/1`; whole ones stay
 */
export function withLinks<Item extends object>(
  blog: { url: string },
  item: Item,
  links: RestLinks,
): Item & { _links: RestLinks } {
  const whole = Object.fromEntries(
    Object.entries(links).map(([rel, all]) => [
      rel,
      all.map((link) => (link.href.startsWith('/') ? { ...link, href: restAddress(blog, link.href) } : link)),
    ]),
  );
  const hasOwn = Object.keys(links).some((rel) => rel.startsWith('wp:'));
  return { ...item, _links: hasOwn ? { ...whole, curies } : whole };
}

/** The link of a thing to itself, and what the asker may do there. */
export const selfLink = (path: string, allow: string[]): RestLink => ({ href: path, targetHints: { allow } });

const curies = [{ name: 'wp', href: 'https://api.w.org/{rel}', templated: true }];
