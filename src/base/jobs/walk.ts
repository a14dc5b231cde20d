// base/jobs/walk.ts: work that goes through a whole table in portions, remembers how far it has come, and rests when it is done.
import { inTransaction, type Database } from '../database/database.ts';
import {
  beginVersion,
  endWalk,
  findWalk,
  insertWalk,
  setWalkAfter,
  takeWalk,
  type WalkScope,
} from './walk-queries.ts';

export interface Portion<Row> {
  rows: Row[];
  /** Up to which id all is done with these rows; undefined at the end of the table. */
  until: number | undefined;
}

/** Which rows are next. */
interface Asked {
  after: number;
  scope: WalkScope;
}

/** A table of texts whose HTML is made again when that which makes it has changed. */
export interface Remade<Running, Row> {
  /** The walk's name, such as `comments.html`. */
  name: string;
  /** The version of what makes the HTML; a higher one makes all older rows again. */
  version: number;
  /** Some rows that nobody has made yet, held until the transaction ends and by no other process. */
  unmade(db: Database): Promise<Row[]>;
  /** Those of the next few rows after an id that are of this kind. */
  portion(db: Database, asked: Asked): Promise<Portion<Row>>;
  make(running: Running, row: Row): Promise<void>;
}

/**
 * Makes a portion again: of new rows first, then of those of the walk that is under way. A walk costs as much as the
 * table is long, once; when there is none this reads two rows. Several processes take turns, none does another's work.
 * @returns whether there may be more to do
 */
export async function remakeSome<Running extends { db: Database }, Row>(
  running: Running,
  { name, version, unmade, portion, make }: Remade<Running, Row>,
): Promise<boolean> {
  const isNew = await inTransaction(running, async (running) => {
    const rows = await unmade(running.db);
    for (const row of rows) await make(running, row);
    return rows.length > 0;
  });
  if (isNew) return true;
  return walkOn(running, {
    name,
    version,
    step: async (running, walk) => {
      const { rows, until } = await nextPortion(running.db, portion, walk);
      for (const row of rows) await make(running, row);
      return until;
    },
  });
}

/** Work that goes once through a whole table; a higher version goes through it again. */
export interface Once<Running> {
  name: string;
  version: number;
  /** Does the portion after an id; gives the id of its last row, undefined at the end. */
  step(running: Running, asked: Asked): Promise<number | undefined>;
}

/** Takes the next portion. @returns whether there may be more to do */
export async function walkOn<Running extends { db: Database }>(
  running: Running,
  { name, version, step }: Once<Running>,
): Promise<boolean> {
  const known = await findWalk(running.db, name);
  if (!known || known.version < version) await beginVersion(running.db, name, version);
  else if (known.after === null) return false;
  return inTransaction(running, async (running) => {
    const walk = await takeWalk(running.db, name);
    if (!walk || walk.after === null) return false;
    const until = await step(running, { after: Number(walk.after), scope: walk.scope });
    if (until === undefined) await endWalk(running.db, name);
    else await setWalkAfter(running.db, name, String(until));
    return until !== undefined;
  });
}

/**
 * Rows in order of id, portion after portion, until one is not full.
 * @param next the first `limit` rows after an id
 */
export async function* portions<Row extends { id: number }>(
  limit: number,
  next: (after: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after = 0; ;) {
    const rows = await next(after);
    yield rows;
    if (rows.length < limit) return;
    after = rows.at(-1)!.id;
  }
}

/** Where many rows in a row are made already, one job looks at many portions. */
const mostEmpty = 20;

async function nextPortion<Row>(
  db: Database,
  portion: Remade<unknown, Row>['portion'],
  { after, scope }: Asked,
): Promise<Portion<Row>> {
  let found = await portion(db, { after, scope });
  for (let looked = 1; looked < mostEmpty && !found.rows.length && found.until !== undefined; looked++)
    found = await portion(db, { after: found.until, scope });
  return found;
}

/**
 * Takes the next portion of a round through a table that begins anew when it has come to the end.
 * @param step does the portion after a key, '' for the first; gives the key of its last row, undefined at the end
 */
export async function goRound<Running extends { db: Database }>(
  running: Running,
  name: string,
  step: (running: Running, after: string) => Promise<string | undefined>,
): Promise<void> {
  await insertWalk(running.db, name);
  await inTransaction(running, async (running) => {
    const walk = await takeWalk(running.db, name);
    if (!walk) return;
    await setWalkAfter(running.db, name, (await step(running, walk.after ?? '')) ?? '');
  });
}
