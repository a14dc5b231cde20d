// base/database/reach.ts: the first connection to the server that DATABASE_URL names, and what is wrong when it fails.
import pg from 'pg';
import { startError } from '../errors.ts';

const OLDEST = 140_000;

/** Proves that the database answers. @throws Error with one line that says what to do; never with the password */
export async function reachDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version_num') AS version`,
    );
    if (Number(rows[0]!.version) < OLDEST)
      throw startError('DATABASE_URL: this server is too old: PostgreSQL 14 or newer is needed');
  } catch (error) {
    throw startError(explain(error as { code?: string; message?: string }, client));
  } finally {
    await client.end().catch(() => {});
  }
}

function explain(
  { code = '', message = '' }: { code?: string; message?: string },
  client: pg.Client,
): string {
  const where = client.host.startsWith('/') ? client.host : `${client.host}:${client.port}`;
  if (code === 'START') return message;
  if (['28P01', '28000'].includes(code))
    return `DATABASE_URL: the server at ${where} refuses user "${client.user}": check user name and password`;
  if (code === '3D000')
    return `DATABASE_URL: there is no database "${client.database}" at ${where}: create it, or name another`;
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(code))
    return `DATABASE_URL: there is no host ${client.host}: check its name`;
  // Two addresses of one name make an error without a message of its own.
  const why = code || message || 'no answer';
  return `DATABASE_URL: no database answers at ${where} (${why}): is the server running and reachable from here?`;
}
