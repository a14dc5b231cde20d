// tests/attachments/memory.test.ts: memory does not grow with the size of files.
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const megabyte = 2 ** 20;

// Clients of their own process, so that only the blog's memory is measured. Each sends the same piece again and again.
const clients = `
import http from 'node:http';
const [address, count] = process.argv.slice(1);
const piece = Buffer.alloc(65536);
const size = 28 * 2 ** 20;
const front = Buffer.from('000000186674797069736f6d0000020069736f6d69736f3201bfffe86d646174', 'hex');
const send = (index) => new Promise((resolve, reject) => {
  const field = '--b\\r\\nContent-Disposition: form-data; name="form_key"\\r\\n\\r\\nform-of-memory-' + count + '-' + index + '\\r\\n';
  const head = Buffer.from(field + '--b\\r\\nContent-Disposition: form-data; name="attachment"; filename="film.mp4"\\r\\n\\r\\n');
  const tail = Buffer.from('\\r\\n--b--\\r\\n');
  const request = http.request(address, { method: 'POST', headers: {
    'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': head.length + size + tail.length } }, (answer) => {
    answer.resume();
    answer.on('end', () => resolve(answer.statusCode));
  });
  request.on('error', reject);
  request.write(head);
  request.write(front);
  let left = size - front.length;
  const more = () => {
    while (left > 0) {
      const part = piece.subarray(0, Math.min(left, piece.length));
      left -= part.length;
      if (!request.write(part)) { request.once('drain', more); return; }
    }
    request.end(tail);
  };
  more();
});
const all = await Promise.all(Array.from({ length: Number(count) }, (_, index) => send(index)));
console.log(JSON.stringify(all));
`;

function run(count: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const address = `${site.address}/attachments`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', clients, address, String(count)]);
    let text = '';
    child.stdout.on('data', (piece) => (text += String(piece)));
    child.stderr.pipe(process.stderr);
    child.on('error', reject);
    child.on('close', () => resolve(text ? (JSON.parse(text) as number[]) : []));
  });
}

test('20 uploads of 28 MB at once stay below 150 MB above idle', async () => {
  await run(1);
  const idle = process.memoryUsage.rss();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);

  const statuses = await run(20);

  clearInterval(watch);
  console.log(`peak ${Math.round((most - idle) / megabyte)} MB above idle`);
  expect(statuses).toEqual(Array.from({ length: 20 }, () => 201));
  expect((most - idle) / megabyte).toBeLessThan(150);
});
