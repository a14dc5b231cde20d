// import/blogger/pictures.ts: pictures of Blogger lie with Google, in every size, which their address names.
import { attachment } from '../make.ts';
import type { WxrItem } from '../wxr/wxr.ts';
import type { Entry } from './entries.ts';

const sized =
  /(https?:\/\/(?:\d+\.bp\.blogspot\.com|blogger\.googleusercontent\.com|lh\d+\.(?:ggpht|googleusercontent)\.com)\/[^\s"'<>?#]{1,1000}\/)(?:s\d+|w\d+(?:-h\d+)?)(?:-[a-z0-9]+){0,8}\/([^\s"'<>/?#]{1,300}\.(?:jpe?g|png|gif|webp))(?=["'\s<])/gi;

/** A text whose pictures, and links to them, are the large ones: so each is one file. */
export const withLarge = (html: string): string =>
  html.replaceAll(sized, (_whole, place: string, name: string) => `${place}s1600/${name}`);

/** Pictures kept in mind, so that each comes once. */
const most = 200_000;

/** Gives the pictures of a post as attachments, each once in a file. */
export function startPictures(): (entry: Entry) => WxrItem[] {
  const seen = new Set<string>();
  return ({ id, content, published }) => {
    const all = new Set([...content.matchAll(sized)].map(([, place, name]) => `${place}s1600/${name}`));
    const fresh = [...all].filter((address) => !seen.has(address));
    for (const address of fresh) if (seen.size < most) seen.add(address);
    return fresh.map((address) => attachment(address, { post_parent: id, post_date_gmt: published }));
  };
}
