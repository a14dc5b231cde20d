// bench/bare.mjs: a bare node:http server that sends given bytes, and pipes what it receives to disk or nowhere.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const [, , pagesFile, folder] = process.argv;
// Bytes and heads of each page, as the blog sent them.
const pages = new Map(
  JSON.parse(fs.readFileSync(pagesFile, 'utf8')).map(({ path: page, headers, body }) => [
    page,
    { headers, body: Buffer.from(body, 'base64') },
  ]),
);
let received = 0;

const server = http.createServer(async (req, res) => {
  if (req.method === 'POST') {
    const isUpload = req.url === '/attachments';
    const file = path.join(folder, `bare-${received++}`);
    await pipeline(req, isUpload ? fs.createWriteStream(file) : fs.createWriteStream('/dev/null'));
    res.writeHead(isUpload ? 201 : 303, { Location: '/' }).end();
    if (isUpload) fs.rmSync(file);
    return;
  }
  const page = pages.get(req.url);
  if (page) res.writeHead(200, page.headers).end(page.body);
  else res.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`runs at http://127.0.0.1:${server.address().port}\n`),
);
