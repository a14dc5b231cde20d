// listen.ts: opens the port, and says what to do when it cannot be had.
import http, { type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from './base/config.ts';
import { startError } from './base/errors.ts';

/** Listens. @throws Error with one line that names PORT or HOST */
export async function listen(config: Config, app: RequestListener): Promise<Server> {
  const server = http.createServer(
    {
      // A head comes at once; a body may take as long as it likes while it comes fast enough: base/http/body-guard.ts.
      headersTimeout: 20_000,
      requestTimeout: 0,
      keepAliveTimeout: 5000,
      maxHeaderSize: 16_384,
    },
    app,
  );
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

/** Takes no more requests, lets those in hand finish for ten seconds at most, and closes idle connections at once. */
export async function finish(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection kept alive becomes idle only when its last answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = pause(10_000, 'late', { ref: false });
  if ((await Promise.race([closed, late])) === 'late') server.closeAllConnections();
  clearInterval(idle);
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
