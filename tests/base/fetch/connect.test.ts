// tests/base/fetch/connect.test.ts: connecting judges addresses by itself: whatever reaches it has passed no other check.
import net, { type AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { readAllowed } from '../../../src/base/fetch/allow-list.ts';
import { createGate, type Resolve } from '../../../src/base/fetch/ssrf-guard.ts';

let came = 0;
const server = net.createServer((socket) => {
  came += 1;
  socket.destroy();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const port = (server.address() as AddressInfo).port;
afterAll(() => void server.close());

const inside: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

/** What comes of connecting to a host of this machine: '' when there was a connection, else the reason. */
function connect(hostname: string, allow: string[] = [], resolve?: Resolve): Promise<string> {
  const gate = createGate(readAllowed(allow), 2_000, resolve);
  return new Promise((done) => {
    gate.connect({ hostname, port: String(port), protocol: 'http:' }, (error, socket) => {
      socket?.destroy();
      done(error ? String((error as Error & { problem?: string }).problem ?? error.message) : '');
    });
  });
}

test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', 'names.example'])(
  'no connection begins to %s, which nobody allowed (C1)',
  async (host) => {
    expect(await connect(host, [], inside)).toBe('refused_address');
    expect(came).toBe(0);
  },
);

test('a port that no page is served at is refused, also at a public address', async () => {
  expect(await connect('93.184.216.34')).toBe('refused_address');
});

test('what was allowed on purpose is connected to, as an address and as a name', async () => {
  expect(await connect('127.0.0.1', [`127.0.0.1:${port}`])).toBe('');
  expect(await connect('names.example', [`names.example:${port}`], inside)).toBe('');
});

test('names are asked of the system where nothing else is said, and judged like all others', async () => {
  expect(await connect('localhost')).toBe('refused_address');
  expect(await connect('localhost', [`localhost:${port}`])).toBe('');
});
