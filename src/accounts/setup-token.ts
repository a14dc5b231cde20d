// accounts/setup-token.ts: the one-time key in the link that start-up prints while nobody administers the site.
import crypto from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../base/database/database.ts';
import { saveSettings, settings } from '../base/settings/settings.ts';

// Only a hash is kept: whoever reads the database cannot set the site up.
const setup = z.object({
  setup_token: z.object({ hash: z.string(), expires_at: z.coerce.date() }).nullable().default(null),
});

const DAY = 86_400_000;

/** Makes a new token (43 characters, for an address) that is good for a day; the one before it is void. */
export async function makeSetupToken({ db, now }: { db: Database; now(): Date }): Promise<string> {
  const token = crypto.randomBytes(32).toString('base64url');
  const expires_at = new Date(now().getTime() + DAY);
  await saveSettings(db, setup, { setup_token: { hash: hashOf(token), expires_at } });
  return token;
}

/** Whether a token is the one last printed and still good. */
export async function setupTokenIsGood(
  { db, now }: { db: Database; now(): Date },
  token: string,
): Promise<boolean> {
  const { setup_token } = await settings(db, setup);
  if (!setup_token || setup_token.expires_at <= now()) return false;
  return crypto.timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(setup_token.hash));
}

/** Makes the printed link void; in the transaction that makes the first administrator. */
export async function voidSetupToken({ db }: { db: Database }): Promise<void> {
  await saveSettings(db, setup, { setup_token: null });
}

const hashOf = (token: string) => crypto.createHash('sha256').update(token).digest('hex');
