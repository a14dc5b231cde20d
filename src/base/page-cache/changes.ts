// base/page-cache/changes.ts: hears over NOTIFY what has changed of public pages, in whatever process.
import type pg from 'pg';
import type { Connection } from '../database/database.ts';
import { standingConnection } from '../database/persistent-connection.ts';
import { listenTo, sayWord } from './queries.ts';

/** How long (ms) an answer waits for its own changes to be heard. */
const patience = 1000;

export interface Hearing {
  changed(tag: string): void;
  /** Whether what changes is heard from now on. */
  isHearing(is: boolean): void;
}

export interface Changes {
  /** Resolves when everything that was committed before is heard here; false when that could not be made sure. */
  heard(): Promise<boolean>;
  close(): Promise<void>;
}

interface State {
  /** The connection that listens; undefined while there is none. */
  client: pg.Client | undefined;
  /** Who waits for a word of our own to come back, by that word. */
  waiting: Map<string, () => void>;
  asked: number;
}

/** Listens as long as the process stands, and again after each break of its connection. */
export function hearChanges(connection: Connection, hearing: Hearing): Changes {
  const state: State = { client: undefined, waiting: new Map(), asked: 0 };
  const opening = standingConnection(connection, (client) => listen(state, client, hearing)).catch(
    () => undefined,
  );
  const ask = oneAfterAnother(async () => {
    await opening;
    return state.client ? comesBack(state, state.client) : false;
  });
  return { heard: ask, close: async () => (await opening)?.close() };
}

async function listen(state: State, client: pg.Client, { changed, isHearing }: Hearing): Promise<void> {
  client.on('notification', ({ payload = '' }) => {
    const own = state.waiting.get(payload);
    if (own) own();
    // Those of other processes are none of ours.
    else if (!payload.startsWith('heard ')) changed(payload);
  });
  await listenTo(client);
  client.once('end', () => {
    state.client = undefined;
    isHearing(false);
  });
  state.client = client;
  isHearing(true);
}

/** Sends a word and waits for it: what was committed before comes before it (PostgreSQL, NOTIFY). */
async function comesBack(state: State, client: pg.Client): Promise<boolean> {
  const word = `heard ${process.pid} ${Math.random()} ${(state.asked += 1)}`;
  let late: NodeJS.Timeout | undefined;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      state.waiting.set(word, () => resolve(true));
      late = setTimeout(() => resolve(false), patience);
      sayWord(client, word).catch(reject);
    });
  } catch {
    return false;
  } finally {
    clearTimeout(late);
    state.waiting.delete(word);
  }
}

/** Does something once at a time: whoever asks while it goes on gets the next result, together with all others. */
function oneAfterAnother<Result>(act: () => Promise<Result>): () => Promise<Result> {
  let current: Promise<Result> | undefined;
  let next: Promise<Result> | undefined;
  const start = (): Promise<Result> => {
    const made = act().finally(() => {
      if (current === made) current = undefined;
    });
    return (current = made);
  };
  return () => {
    if (!current) return start();
    next ??= current.then(() => {
      next = undefined;
      return start();
    });
    return next;
  };
}
