// tests/base/client-address.test.ts: one spelling for one address, however the socket writes it.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, expect, test } from 'vitest';
import { clientAddress } from '../../src/base/http/client-address.ts';

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
