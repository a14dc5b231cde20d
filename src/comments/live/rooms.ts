// comments/live/rooms.ts: who reads which post in this process, and how they hear of what changes: one connection listens for all.
import type { Request, Response } from 'express';
import { eventOf, eventStreams, sendTo, type EventStreams } from '../../base/http/event-streams.ts';
import { standingConnection, type Standing } from '../../base/database/persistent-connection.ts';
import type { Blog } from '../../blog.ts';
import { changesSince, type Changes } from './fragments.ts';
import { channel, versionOfThread } from './queries.ts';

/** Those who read one post. */
interface Room {
  post_id: number;
  /** When this is done, the version is known. */
  opening: Promise<void>;
  /** Up to which its readers were told. */
  version: number;
  readers: Set<Response>;
  /** How many are about to be among them. */
  entering: number;
  /** What was told last, for whom comes back after a moment: what stands between two versions. */
  recent: Told[];
  isBehind: boolean;
  telling: Promise<void> | undefined;
}

interface Told {
  after: number;
  version: number;
  events: Buffer;
}

interface Live {
  streams: EventStreams;
  rooms: Map<number, Room>;
  listening: Promise<Standing> | undefined;
}

const most_recent = 20;
/** Milliseconds after which what went wrong is tried once more. */
const again = 2000;

// What belongs to the process is kept by its configuration, which is one object in all its pools.
const lives = new WeakMap<Blog['config'], Live>();

/**
 * Opens a stream of what changes in a post's comments after a version. The caller has made sure that everybody may read them.
 * @returns false when this process holds as many as it may
 */
export async function joinRoom(
  blog: Blog,
  req: Request,
  res: Response,
  { post_id, since }: { post_id: number; since: number },
): Promise<boolean> {
  const live = liveOf(blog);
  const room = live.rooms.get(post_id) ?? openRoom(blog, live, post_id);
  room.entering += 1;
  try {
    await room.opening;
    if (res.closed) return true;
    if (!live.streams.open(req, res)) return false;
    await catchUp(blog, room, res, since);
    if (!res.closed) room.readers.add(res);
    res.once('close', () => {
      room.readers.delete(res);
      leave(live, room);
    });
    return true;
  } finally {
    room.entering -= 1;
    leave(live, room);
  }
}

/** Ends what is open, and the connection that listens. */
export async function closeRooms(blog: Blog): Promise<void> {
  const live = lives.get(blog.config);
  if (!live) return;
  lives.delete(blog.config);
  live.streams.close();
  const standing = await live.listening?.catch(() => undefined);
  await standing?.close();
}

function liveOf({ config }: Blog): Live {
  const known = lives.get(config);
  if (known) return known;
  const { LIVE_READERS: all } = config;
  // The readers of an office or of a telephone network share an address.
  const limits = { all, network: Math.ceil(all / 40) };
  const live: Live = { streams: eventStreams(limits), rooms: new Map(), listening: undefined };
  lives.set(config, live);
  return live;
}

function openRoom(blog: Blog, live: Live, post_id: number): Room {
  const room: Room = {
    post_id,
    opening: Promise.resolve(),
    version: 0,
    readers: new Set(),
    entering: 0,
    recent: [],
    isBehind: false,
    telling: undefined,
  };
  // Listening comes before looking: what is changed between them is heard.
  room.opening = listen(blog, live).then(async () => {
    room.version = await versionOfThread(blog.db, post_id);
  });
  live.rooms.set(post_id, room);
  return room;
}

/** A room without readers goes. */
function leave(live: Live, room: Room): void {
  if (!room.readers.size && !room.entering && live.rooms.get(room.post_id) === room)
    live.rooms.delete(room.post_id);
}

function listen(blog: Blog, live: Live): Promise<Standing> {
  live.listening ??= standingConnection(blog.connection, async (client) => {
    client.on('notification', ({ payload = '' }) => void tell(blog, live, Number(payload.split(' ')[0])));
    await client.query(`LISTEN ${channel}`);
    // Whatever was said while the connection was broken was not heard.
    for (const post_id of live.rooms.keys()) void tell(blog, live, post_id);
  });
  live.listening.catch(() => (live.listening = undefined));
  return live.listening;
}

/** Tells a room's readers what has changed; what changes meanwhile is told in one go after it. */
async function tell(blog: Blog, live: Live, post_id: number): Promise<void> {
  const room = live.rooms.get(post_id);
  if (!room) return;
  room.isBehind = true;
  await room.opening.catch(() => {});
  room.telling ??= tellAll(blog, live, room)
    .catch((error: unknown) => {
      blog.log.warn({ err: error, post_id }, 'open pages were not told of a change yet');
      setTimeout(() => void tell(blog, live, post_id), again).unref();
    })
    .finally(() => (room.telling = undefined));
}

async function tellAll(blog: Blog, live: Live, room: Room): Promise<void> {
  while (room.isBehind) {
    room.isBehind = false;
    const after = room.version;
    const changes = await changesSince(blog, room.post_id, after);
    if (!changes) return endRoom(live, room);
    if (changes.version === after) continue;
    const events = eventsOf(changes);
    room.version = changes.version;
    room.recent.push({ after, version: changes.version, events });
    if (room.recent.length > most_recent) room.recent.shift();
    for (const reader of room.readers) sendTo(reader, events);
  }
}

/** Not everybody may read the post any more. */
function endRoom(live: Live, room: Room): void {
  live.rooms.delete(room.post_id);
  for (const reader of room.readers) reader.end();
}

/** Sends one reader what changed since they looked; afterwards they know as much as the room. */
async function catchUp(blog: Blog, room: Room, res: Response, since: number): Promise<void> {
  let at = since;
  while (at < room.version && !res.closed) {
    const known = room.recent.find(({ after }) => after === at);
    const told = known ?? (await missed(blog, room, at));
    if (!told) return void res.end();
    sendTo(res, told.events);
    at = told.version;
  }
}

async function missed(blog: Blog, { post_id, version }: Room, after: number): Promise<Told | undefined> {
  const changes = await changesSince(blog, post_id, after);
  // Nothing is noted of what is long past, and the version says that there was something.
  const whole = changes && (changes.version > after ? changes : { ...changes, version, is_stale: true });
  return whole && { after, version: whole.version, events: eventsOf(whole) };
}

/** Their last one says which version a reader has with them. */
function eventsOf({ version, fragments, is_stale }: Changes): Buffer {
  const id = String(version);
  if (is_stale) return Buffer.from(eventOf('stale', {}, id));
  const last = fragments.length - 1;
  return Buffer.from(fragments.map((one, at) => eventOf('comment', one, at === last ? id : '')).join(''));
}
