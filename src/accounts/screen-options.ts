// accounts/screen-options.ts: which columns a list of the admin shows to one user, and how many lines.
import { badRequest } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { updateScreen } from './queries.ts';
import type { User } from './user.ts';

export interface Column {
  name: string;
  title: string;
}

export interface ScreenOptions {
  per_page: number;
  /** Names of columns. */
  shown: string[];
}

/** As WordPress. */
const usualLines = 20;
const most = 200;

/**
 * @param screen such as `posts`; a column that is new since somebody chose is shown
 * @param usual how many lines before anything was chosen
 */
export function screenOptions(
  user: User,
  screen: string,
  columns: Column[],
  usual = usualLines,
): ScreenOptions {
  const kept = asRecord(asRecord(user.meta.screens)[screen]);
  const hidden = Array.isArray(kept.hidden) ? kept.hidden : [];
  const rows = Number(kept.per_page);
  return {
    per_page: Number.isInteger(rows) && rows >= 1 && rows <= most ? rows : usual,
    shown: columns.map(({ name }) => name).filter((name) => !hidden.includes(name)),
  };
}

/** What `views/admin/_screen-options` shows. */
export function screenOptionsView(path: string, columns: Column[], { per_page, shown }: ScreenOptions) {
  return {
    action: `${path}/screen-options/save`,
    per_page: String(per_page),
    most: String(most),
    columns: columns.map(({ name, title }) => ({ name, title, is_shown: shown.includes(name) })),
  };
}

/** Keeps what somebody chose for a list. @throws HttpError 400 when the number of lines is none */
export async function storeScreenOptions(
  { db }: Blog,
  user: User,
  screen: string,
  columns: Column[],
  typed: Record<string, unknown>,
): Promise<void> {
  const per_page = Number(typed.per_page);
  if (!Number.isInteger(per_page) || per_page < 1 || per_page > most)
    throw badRequest(`Please choose from 1 to ${most} lines.`);
  const ticked = [typed.columns].flat();
  const hidden = columns.map(({ name }) => name).filter((name) => !ticked.includes(name));
  await updateScreen(db, user.id, screen, { per_page, hidden });
}

const asRecord = (given: unknown): Record<string, unknown> =>
  typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
