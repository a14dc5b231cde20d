// base/settings/settings.ts: values an owner may change: declared by features, stored when they differ.
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { firstPool } from '../database/pools.ts';
import { badRequest } from '../errors.ts';

/** A feature's settings: WordPress's option names, each a zod schema with a default. */
export type DeclaredSettings = z.ZodObject<Record<string, z.ZodType>>;

/** A 0/1 option as WordPress stores it: reads true/false, 1/0, '1'/'0', 'on'; gives a boolean. */
export const yesOrNo = (initial: boolean) =>
  z.preprocess(
    (given) =>
      given === undefined ? initial : [true, 1, '1', 'on', 'true', 'yes'].includes(given as string),
    z.boolean(),
  );

/** A whole number from `least` to `most`; text is read as a number. */
export const wholeNumber = (initial: number, least: number, most: number) => {
  const error = `Write a whole number from ${least} to ${most}.`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(least, { error })
    .max(most, { error })
    .default(initial);
};

type Stored = ReadonlyMap<string, unknown>;

// One copy per process, for all its pools. It is dropped on every save in this process and, over NOTIFY, in the others.
const cache = new WeakMap<object, Promise<Stored>>();

/**
 * A feature's settings with their defaults.
 * @param declared the feature's declaration
 */
export async function settings<Declared extends DeclaredSettings>(
  db: Database,
  declared: Declared,
): Promise<z.infer<Declared>> {
  const stored = await storedSettings(db);
  return read(declared, stored);
}

/**
 * Saves some of a feature's settings, checked against its declaration.
 * @throws HttpError 400 naming the fields that are wrong
 */
export async function saveSettings(
  db: Database,
  declared: DeclaredSettings,
  values: Record<string, unknown>,
): Promise<void> {
  const checked = declared.partial().safeParse(values);
  if (!checked.success) throw wrongFields(checked.error);
  const unkept = Object.keys(values).filter((name) =>
    /\\u0000/.test(JSON.stringify(checked.data[name]) ?? ''),
  );
  if (unkept.length)
    throw badRequest(`Not saved: ${unkept.join(', ')} holds a character that cannot be kept.`);
  const rows = Object.keys(values)
    .filter((name) => name in declared.shape)
    .map((name) => ({ name, value: JSON.stringify(checked.data[name]), updated_at: db.fn.now() }));
  if (rows.length) await db('settings').insert(rows).onConflict('name').merge();
  forgetSettings(db);
  await db.raw(`SELECT pg_notify('settings_saved', '')`);
}

/** Drops this process's copy; the next reader asks the database. */
export function forgetSettings(db: Database): void {
  cache.delete(firstPool(db));
}

// What is stored is checked once for each declaration, not at each of the dozen reads of a page.
const checked = new WeakMap<Stored, Map<DeclaredSettings, unknown>>();

function read<Declared extends DeclaredSettings>(declared: Declared, stored: Stored): z.infer<Declared> {
  const known = checked.get(stored) ?? new Map<DeclaredSettings, unknown>();
  checked.set(stored, known);
  // All readers share it: none may change it.
  if (!known.has(declared)) known.set(declared, Object.freeze(check(declared, stored)));
  return known.get(declared) as z.infer<Declared>;
}

function check<Declared extends DeclaredSettings>(declared: Declared, stored: Stored): z.infer<Declared> {
  const given = Object.fromEntries(
    Object.keys(declared.shape).flatMap((name) => (stored.has(name) ? [[name, stored.get(name)]] : [])),
  );
  return declared.parse(given);
}

function storedSettings(db: Database): Promise<Stored> {
  if (db.isTransaction) return loadSettings(db);
  const pool = firstPool(db);
  let stored = cache.get(pool);
  if (!stored) {
    stored = loadSettings(db);
    cache.set(pool, stored);
    stored.catch(() => cache.delete(pool));
  }
  return stored;
}

async function loadSettings(db: Database): Promise<Stored> {
  const rows = await db('settings')
    .select<{ name: string; value: unknown }[]>('name', 'value')
    .orderBy('name');
  return new Map(rows.map(({ name, value }) => [name, value]));
}

function wrongFields(error: z.ZodError) {
  const fields = Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0]), message]));
  return badRequest(`Not saved: ${Object.keys(fields).join(', ')}.`, fields);
}
