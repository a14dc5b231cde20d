// base/page-cache/queries.ts: the SQL of the page cache: one channel, on which triggers say what a change touches.
import type pg from 'pg';

/** What is said on it: a tag, `all`, or a word of `sayWord`. */
const channel = 'pages_changed';

export const listenTo = (client: pg.Client) => client.query(`LISTEN ${channel}`);

/** Says a word to all who listen, this connection among them: it comes after whatever was committed before. */
export const sayWord = (client: pg.Client, word: string) =>
  client.query('SELECT pg_notify($1, $2)', [channel, word]);
