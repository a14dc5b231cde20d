// tests/base/client-address.test.ts: one spelling for one address, however the socket writes it.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, expect, test } from 'vitest';
import { clientAddress, networkIn, plainAddress } from '../../src/base/http/client-address.ts';

const app = express();
app.get('/', (req, res) => {
  res.json({ written: req.socket.remoteAddress, address: clientAddress(req) });
});
const server = http.createServer(app);
await new Promise<void>((resolve) => server.listen(0, '::', resolve));
afterAll(() => void server.close());

test('an IPv4 reader of a blog that listens on :: is known by the IPv4 address', async () => {
  const { port } = server.address() as AddressInfo;

  const answer = await new Promise<string>((resolve) => {
    http.get(`http://127.0.0.1:${port}/`, (res) => {
      res.setEncoding('utf8').once('data', resolve);
    });
  });

  expect(JSON.parse(answer)).toEqual({ written: '::ffff:127.0.0.1', address: '127.0.0.1' });
});

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2'],
  ['::FFFF:c000:201', '192.0.2.1', '192.0.2'],
  ['fe80::1%eth0', 'fe80::1', 'fe8000000000'],
  ['2001:DB8:0:0::5', '2001:db8::5', '20010db80000'],
  ['192.0.2.1', '192.0.2.1', '192.0.2'],
  ['unknown', 'unknown', 'unknown'],
  ['010.0.0.1', '010.0.0.1', '010.0.0.1'],
])('%s is %s, in the network %s', (given, plain, network) => {
  expect([plainAddress(given), networkIn(given)]).toEqual([plain, network]);
});
