// accounts/avatars/colour.ts: the colour that stands for a person where there is no picture.
import { keyedDigest } from '../../base/signature.ts';
import type { Blog } from '../../blog.ts';

/** One of `most` colours for a name: the same on every page of this site, and telling nothing about the email. */
export function colourOf(blog: Pick<Blog, 'config' | 'url'>, words: string, most = 12): number {
  const name = `${blog.config.SESSION_SECRET} ${words}`;
  let shade = shades.get(name);
  if (shade === undefined) {
    if (shades.size >= mostShades) shades.clear();
    shade = keyedDigest(blog, `colour ${words}`).readUInt16BE(0);
    shades.set(name, shade);
  }
  return shade % most;
}

// A page of two hundred comments would otherwise spend a tenth of its time on hashing the same names again.
const mostShades = 10_000;
const shades = new Map<string, number>();
