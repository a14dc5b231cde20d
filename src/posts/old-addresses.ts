// posts/old-addresses.ts: where and how the addresses of another site were, from which this one came.
import { z } from 'zod';
import type { Database } from '../base/database/database.ts';
import { field, withoutScreen } from '../base/settings/declare.ts';
import { saveSettings, settings } from '../base/settings/settings.ts';
import { formerPermalinks, isSamePermalinks, mostRemembered, permalinks } from './settings.ts';

/** Folders that the blog lay in on other sites. */
export const formerBases = z.object(
  withoutScreen('An import keeps it by itself when the old site lay in a folder.', {
    former_bases: field(
      z.array(z.string().max(200)).max(20).default([]),
      'textarea',
      'Folders that the blog lay in on other sites',
      { note: 'Addresses below them lead to those here.' },
    ),
  }),
);

/** Remembers the folder and the structure of another site: what is known already stays. */
export async function rememberOldSite(db: Database, base: string, structure: string): Promise<void> {
  const { former_bases } = await settings(db, formerBases);
  if (base && !former_bases.includes(base))
    await saveSettings(db, formerBases, { former_bases: [...former_bases, base].slice(-20) });
  const made = permalinks.safeParse({ permalink_structure: structure });
  if (!structure || !made.success) return;
  const now = await settings(db, permalinks);
  const { former_permalinks: known } = await settings(db, formerPermalinks);
  if ([now, ...known].some((one) => isSamePermalinks(one, made.data))) return;
  const kept = [made.data, ...known].slice(0, mostRemembered);
  await saveSettings(db, formerPermalinks, { former_permalinks: kept });
}
