// posts/addresses/former-permalinks.ts: remembers which structures of addresses were in force; resolve.ts reads addresses by them.
import type { Database } from '../../base/database/database.ts';
import { saveSettings, settings } from '../../base/settings/settings.ts';
import { formerPermalinks, isSamePermalinks, permalinks } from '../settings.ts';

/** So many are remembered; the oldest are forgotten first. */
const most = 10;

/** Remembers what is in force now; call after every change. */
export async function rememberPermalinks(db: Database): Promise<void> {
  const now = await settings(db, permalinks);
  const { former_permalinks: known } = await settings(db, formerPermalinks);
  const kept = [...known.filter((one) => !isSamePermalinks(one, now)), now].slice(-most);
  await saveSettings(db, formerPermalinks, { former_permalinks: kept });
}
