// listen.ts: opens the port, says what to do when it cannot be had, and closes it so that nobody is cut off.
import http, { type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isEventStream } from './base/http/event-streams.ts';
import type { Config } from './base/config.ts';
import { startError } from './base/errors.ts';

/** The answers that a server has in hand, and whether each is to be the last of its connection. */
interface InHand {
  answers: Set<ServerResponse>;
  areLast: boolean;
}

const inHand = new WeakMap<Server, InHand>();

/** Listens. @throws Error with one line that names PORT or HOST */
export async function listen(config: Config, app: RequestListener): Promise<Server> {
  const hand: InHand = { answers: new Set(), areLast: false };
  const server = http.createServer(
    {
      // A head comes at once; a body may take as long as it likes while it comes fast enough: base/http/body-guard.ts.
      headersTimeout: 20_000,
      requestTimeout: 0,
      // Longer than the 60 s of usual proxies: who closes first must not be the one that a request is on its way to.
      keepAliveTimeout: 70_000,
      maxHeaderSize: 16_384,
    },
    (req, res) => {
      hand.answers.add(res);
      res.once('close', () => hand.answers.delete(res));
      if (hand.areLast) res.shouldKeepAlive = false;
      app(req, res);
    },
  );
  inHand.set(server, hand);
  try {
    await opened(server, config.PORT, config.HOST);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A machine without IPv6 has no `::`.
    if (code !== 'EAFNOSUPPORT' || config.HOST !== '::') throw explain(config, code);
    await opened(server, config.PORT, '0.0.0.0');
  }
  return server;
}

/** The port that was opened, which PORT=0 leaves to the system. */
export const portOf = (server: Server) => (server.address() as AddressInfo).port;

/**
 * Goes on serving for so many seconds, and has each answer say `Connection: close`: clients and proxies take their next
 * request elsewhere, and none is on its way to a connection that closes.
 */
export async function turnAway(server: Server, seconds: number): Promise<void> {
  const hand = inHand.get(server);
  if (!hand) return;
  hand.areLast = true;
  for (const res of hand.answers) res.shouldKeepAlive = false;
  endStreams(server);
  await pause(seconds * 1000);
}

/** Takes no more requests, lets those in hand finish for ten seconds at most, and closes idle connections at once. */
export async function finish(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection kept alive becomes idle only when its last answer is out.
  const end = () => {
    endStreams(server);
    server.closeIdleConnections();
  };
  end();
  const idle = setInterval(end, 50);
  const late = pause(10_000, 'late', { ref: false });
  if ((await Promise.race([closed, late])) === 'late') server.closeAllConnections();
  clearInterval(idle);
}

/** Streams end when somebody ends them; their readers come back to another process, or to the next one. */
function endStreams(server: Server): void {
  for (const res of inHand.get(server)?.answers ?? [])
    if (isEventStream(res) && !res.writableEnded) res.end();
}

function opened(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function explain({ PORT, HOST }: Config, code: string | undefined): Error {
  if (code === 'EADDRINUSE')
    return startError(`PORT ${PORT} is taken by another program: stop it, or set PORT to another number`);
  if (code === 'EACCES')
    return startError(`PORT ${PORT} is not allowed for this user: set PORT to a number above 1023`);
  return startError(`HOST ${HOST} cannot be listened on (${code}): set HOST to an address of this machine`);
}
