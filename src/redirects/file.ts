// redirects/file.ts: redirects as a file: CSV with the columns of the Redirection plugin, and its export in JSON.
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { badRequest, isHttpError } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { checkRedirect, type Checked } from './form.ts';
import { mostRedirects, type Redirect } from './redirect.ts';

const columns = ['source', 'target', 'regex', 'code', 'type', 'hits', 'title', 'status', 'match'] as const;

/** As CSV (RFC 4180), which the plugin reads, too; the last column is ours. */
export function csvOf(redirects: Redirect[]): string {
  const rows = redirects.map((one) => [
    one.source,
    one.target,
    one.match === 'pattern' ? '1' : '0',
    String(one.status),
    one.status === 410 ? 'error' : 'url',
    String(one.hits),
    '',
    one.is_active ? 'active' : 'inactive',
    one.match,
  ]);
  return stringify(rows, { header: true, columns: [...columns], record_delimiter: 'windows' });
}

export interface ReadFile {
  redirects: (Checked & { is_active: boolean })[];
  /** What was passed over, each with its line or number, and why. */
  problems: string[];
}

interface Row {
  source: string;
  target: string;
  code: string;
  match: string;
  is_active: boolean;
}

/**
 * Reads CSV or the plugin's JSON; rows that cannot be used are passed over and named. Of the same source the last row counts.
 * @throws HttpError 400 when it is neither, or holds more than fits
 */
export function readRedirects(text: string, url: string): ReadFile {
  const rows = /^\s*\{/.test(text) ? rowsOfJson(text) : rowsOfCsv(text);
  if (rows.length > mostRedirects)
    throw badRequest(`The file holds ${rows.length} redirects; ${mostRedirects} at most fit.`);
  const found = new Map<string, Checked & { is_active: boolean }>();
  const problems: string[] = [];
  for (const [at, row] of rows.entries()) {
    try {
      const status = row.code || (row.target ? '301' : '410');
      const checked = checkRedirect(
        { match: row.match, source: row.source, target: row.target, status },
        url,
      );
      found.set(`${checked.match} ${checked.source_key}`, { ...checked, is_active: row.is_active });
    } catch (error) {
      if (!isHttpError(error)) throw error;
      problems.push(`${at + 1}: ${row.source.slice(0, 100)}: ${error.message}`);
    }
  }
  return { redirects: [...found.values()], problems };
}

function rowsOfCsv(text: string): Row[] {
  let table: string[][];
  try {
    table = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    throw badRequest(__('The file is no CSV: a quote in it is not closed.'));
  }
  const [first = []] = table;
  const names = first.map((name) => name.toLowerCase());
  const hasHead = names.includes('source') || names.includes('source url');
  const places = hasHead ? names : [...columns];
  const at = (row: string[], ...wanted: string[]) =>
    wanted.map((name) => row[places.indexOf(name)]).find((cell) => cell !== undefined) ?? '';
  return table.slice(hasHead ? 1 : 0).map((row) => {
    const isPattern = /^(?:1|true|yes)$/i.test(at(row, 'regex'));
    return {
      source: at(row, 'source', 'source url'),
      target: at(row, 'target', 'target url'),
      code: at(row, 'code'),
      match: at(row, 'match') || (isPattern ? 'pattern' : 'exact'),
      is_active: !/^(?:inactive|disabled)$/i.test(at(row, 'status')),
    };
  });
}

const exported = z.object({
  redirects: z.array(
    z.object({
      url: z.string(),
      action_code: z.coerce.string().catch(''),
      action_data: z.union([z.object({ url: z.string().catch('') }), z.string(), z.unknown()]).optional(),
      action_type: z.string().catch('url'),
      regex: z.coerce.boolean().catch(false),
      status: z.string().optional(),
      enabled: z.boolean().optional(),
    }),
  ),
});

function rowsOfJson(text: string): Row[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw badRequest(__('The file is no JSON: it may have been cut short.'));
  }
  const found = exported.safeParse(given);
  if (!found.success) throw badRequest(__('The file is no export of the Redirection plugin.'));
  return found.data.redirects.map((one) => ({
    source: one.url,
    target: targetIn(one.action_data),
    code: one.action_type === 'error' ? '410' : one.action_code,
    match: one.regex ? 'pattern' : 'exact',
    is_active: one.status !== 'disabled' && one.enabled !== false,
  }));
}

const targetIn = (data: unknown): string => {
  if (typeof data === 'string') return data;
  const { url } = (data ?? {}) as { url?: unknown };
  return typeof url === 'string' ? url : '';
};
