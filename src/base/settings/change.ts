// base/settings/change.ts: changes settings, whoever asks: a screen or the command line.
import type { Database } from '../database/database.ts';
import { badRequest, isHttpError } from '../errors.ts';
import { settingsIn } from './declare.ts';
import { forgetSettings, saveSettings, settings, type DeclaredSettings } from './settings.ts';

/** Tells whom it concerns which settings changed, in the same transaction. */
export type Announce = (db: Database, names: string[]) => Promise<void>;

/**
 * Saves values in one transaction: all of them or none. The effects of those that changed follow in it, and they are
 * announced by name.
 * @param values by name; names that `declared` does not hold are left out
 * @throws HttpError 400 naming every field that is wrong
 */
export async function changeSettings(
  db: Database,
  declared: DeclaredSettings[],
  values: Record<string, unknown>,
  announce: Announce,
): Promise<void> {
  await db.transaction(async (transaction) => {
    const before = await valuesOf(transaction, declared);
    await saveAll(transaction, declared, values);
    const now = await valuesOf(transaction, declared);
    const changed = Object.keys(now).filter(
      (name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]),
    );
    if (!changed.length) return;
    const touched = settingsIn(declared).filter(({ name }) => changed.includes(name));
    const effects = new Set(touched.flatMap(({ effect }) => effect ?? []));
    for (const effect of effects) await effect(transaction);
    await announce(transaction, changed);
  });
  forgetSettings(db);
}

/** Stored values by name, with their defaults. */
export async function valuesOf(db: Database, declared: DeclaredSettings[]): Promise<Record<string, unknown>> {
  const all: Record<string, unknown>[] = [];
  for (const one of declared) all.push(await settings(db, one));
  return Object.assign({}, ...all) as Record<string, unknown>;
}

/** A form says all that is wrong with it at once, whichever feature each field belongs to. */
async function saveAll(db: Database, declared: DeclaredSettings[], values: Record<string, unknown>) {
  const wrong: Record<string, string> = {};
  for (const one of declared) {
    const own = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(one.shape, name)));
    try {
      await saveSettings(db, one, own);
    } catch (error) {
      if (!isHttpError(error)) throw error;
      if (!Object.keys(error.fields).length) throw error;
      Object.assign(wrong, error.fields);
    }
  }
  if (Object.keys(wrong).length) throw badRequest(`Not saved: ${Object.keys(wrong).join(', ')}.`, wrong);
}
