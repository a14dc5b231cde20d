// base/http/event-streams.ts: answers that stay open, and into which events are written (Server-Sent Events, HTML Standard 9.2).
import type { Request, Response } from 'express';
import { clientAddress, networkIn } from './client-address.ts';

/** How many may be open in this process: in all, and from one network. */
export interface StreamLimits {
  all: number;
  network: number;
}

export interface EventStreams {
  /** Sends the head of a stream that stays open until either side ends it. @returns false when there is no room for one more */
  open(req: Request, res: Response): boolean;
  /** How many are open. */
  count(): number;
  /** Ends all of them. */
  close(): void;
}

/** Proxies close what is silent for a minute, some for half of one. */
const pulse = 25_000;
const heartbeat = Buffer.from(':\n\n');
/** So much may wait for a reader who does not take it; who is that slow comes back later. In bytes. */
const most_unread = 256 * 1024;
/** Browsers come back after so long, in milliseconds: not all at once when a server starts again. */
const pause = { least: 2000, spread: 6000 };

const endless = new WeakSet<object>();

/** Whether an answer is a stream, which only ends when somebody ends it. */
export const isEventStream = (res: object): boolean => endless.has(res);

/** Keeps the streams of one purpose. */
export function eventStreams(limits: StreamLimits): EventStreams {
  const streams = new Set<Response>();
  const networks = new Map<string, number>();
  let beating: NodeJS.Timeout | undefined;
  const forget = (res: Response, network: string) => {
    if (!streams.delete(res)) return;
    const left = networks.get(network)! - 1;
    if (left) networks.set(network, left);
    else networks.delete(network);
    if (streams.size) return;
    clearInterval(beating);
    beating = undefined;
  };
  return {
    open(req, res) {
      const network = networkIn(clientAddress(req));
      const neighbours = networks.get(network) ?? 0;
      if (streams.size >= limits.all || neighbours >= limits.network) return false;
      networks.set(network, neighbours + 1);
      streams.add(res);
      endless.add(res);
      res.once('close', () => forget(res, network));
      beating ??= setInterval(() => streams.forEach((one) => sendTo(one, heartbeat)), pulse).unref();
      res.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        // Compressed it would be kept back; nginx would keep it back, too.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
        'X-Robots-Tag': 'noindex',
      });
      res.write(`retry: ${Math.round(pause.least + Math.random() * pause.spread)}\n\n`);
      return true;
    },
    count: () => streams.size,
    close: () => streams.forEach((res) => res.end()),
  };
}

/** Writes what `eventOf` made into a stream; one whose reader takes nothing is closed. */
export function sendTo(res: Response, events: Buffer): void {
  if (res.writableLength > most_unread) res.destroy();
  else if (!res.writableEnded) res.write(events);
}

/** One event. @param id what the browser says it has when it comes back; '' says nothing of that */
export const eventOf = (event: string, data: object, id = ''): string =>
  `event: ${event}\n${id && `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
