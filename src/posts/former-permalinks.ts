// posts/former-permalinks.ts: remembers which structures of addresses were in force, and reads addresses by them.
import type { Database } from '../base/database/database.ts';
import { saveSettings, settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { resolveAddress, type Resolved } from './resolve.ts';
import { formerPermalinks, permalinks, type Permalinks } from './settings.ts';

/** So many are remembered; the oldest are forgotten first. */
const most = 10;

/** Remembers what is in force now; call after every change. */
export async function rememberPermalinks(db: Database): Promise<void> {
  const now = await settings(db, permalinks);
  const { former_permalinks: known } = await settings(db, formerPermalinks);
  const kept = [...known.filter((one) => !isSame(one, now)), now].slice(-most);
  await saveSettings(db, formerPermalinks, { former_permalinks: kept });
}

/** What a path meant under a structure that was in force once, the latest first; its base is the address of today. */
export async function resolveFormer(blog: Blog, path: string): Promise<Resolved | undefined> {
  const now = await settings(blog.db, permalinks);
  const { former_permalinks: known } = await settings(blog.db, formerPermalinks);
  // A site may have begun with what is usual before anything was remembered.
  const all = [permalinks.parse({}), ...known].filter((one) => !isSame(one, now)).toReversed();
  for (const under of all) {
    const found = await resolveAddress(blog, path, undefined, under);
    if (found) return found;
  }
  return undefined;
}

const isSame = (one: Permalinks, other: Permalinks): boolean =>
  one.permalink_structure === other.permalink_structure &&
  one.category_base === other.category_base &&
  one.tag_base === other.tag_base;
