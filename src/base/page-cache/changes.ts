// base/page-cache/changes.ts: hears over NOTIFY what has changed of public pages, in whatever process.
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Connection } from '../database/database.ts';
import { standingConnection, type Standing } from '../database/persistent-connection.ts';
import { listenTo, sayWord } from './queries.ts';

/** How long (ms) an answer waits for its own changes to be heard. */
const patience = 2500;
/** How often (ms) a word is sent when nobody writes, and how long until the next try to connect. */
const askEvery = 20_000;
const again = 5000;

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
  isOpen: boolean;
  /** Resolves at the first try to connect. */
  tried: Promise<void>;
  hasTried: () => void;
}

/** Listens as long as the process stands, and again after each break of its connection. */
export function hearChanges(connection: Connection, hearing: Hearing): Changes {
  const { promise: tried, resolve: hasTried } = deferred();
  const state: State = { client: undefined, waiting: new Map(), asked: 0, isOpen: true, tried, hasTried };
  const opening = connect(state, () =>
    standingConnection(connection, (client) => listen(state, client, hearing)),
  );
  const ask = oneAfterAnother(async () => {
    await state.tried;
    const { client } = state;
    if (!client) return false;
    const isBack = await comesBack(state, client);
    // A connection that says nothing any more is as good as broken: another one is made (persistent-connection.ts).
    if (!isBack) abandon(state, client, hearing);
    return isBack;
  });
  // Between writes, too: what is said elsewhere may be lost on the way without a word.
  const timer = setInterval(() => void ask(), askEvery).unref();
  return {
    heard: ask,
    async close() {
      state.isOpen = false;
      clearInterval(timer);
      await (await opening)?.close();
    },
  };
}

/** Tries until it is connected: a database that has no place for one more at the start has one later. */
async function connect(state: State, act: () => Promise<Standing>): Promise<Standing | undefined> {
  for (;;) {
    const standing = await act().catch(() => undefined);
    state.hasTried();
    if (standing || !state.isOpen) return standing;
    await pause(again, undefined, { ref: false });
  }
}

function abandon(state: State, client: pg.Client, { isHearing }: Hearing): void {
  if (state.client !== client) return;
  state.client = undefined;
  isHearing(false);
  // Not `end`, which waits for an answer.
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

async function listen(state: State, client: pg.Client, { changed, isHearing }: Hearing): Promise<void> {
  client.on('notification', ({ payload = '' }) => {
    const own = state.waiting.get(payload);
    if (own) own();
    // Those of other processes are none of ours.
    else if (!payload.startsWith('heard ')) changed(payload);
  });
  await listenTo(client);
  // A pooler between may take the word and send nothing on: then nothing is kept.
  if (!(await comesBack(state, client))) return;
  client.once('end', () => {
    if (state.client !== client) return;
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

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
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
