// base/fetch/local-socket.ts: asks a server of this process over a socket of its own, which nobody else can reach.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

export interface LocalAnswer {
  status: number;
  content_type: string;
  /** Where a redirect leads; '' for none. */
  location: string;
  body: Buffer;
}

export interface LocalServer {
  /** @param address path and query, as in a request line */
  get(address: string): Promise<LocalAnswer>;
  close(): Promise<void>;
}

/** Serves requests of this process alone: a socket in a folder that only its owner may enter; on Windows a pipe. */
export async function serveLocally(handler: http.RequestListener): Promise<LocalServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-'));
  const socketPath =
    process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 's');
  const server = http.createServer(handler);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  return {
    get: (address) => ask({ socketPath, agent, path: address, headers: { Host: 'localhost' } }),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ask(options: http.RequestOptions): Promise<LocalAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.get(options, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const { headers, statusCode } = answer;
        const { location = '', 'content-type': content_type = '' } = headers;
        resolve({ status: statusCode!, content_type, location, body: Buffer.concat(pieces) });
      });
    });
    request.on('error', reject);
  });
}
