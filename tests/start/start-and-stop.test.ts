// tests/start/start-and-stop.test.ts: the first start, the second, a clean stop, and a start after kill -9.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { processState } from '../../src/base/database/embedded-lock.ts';
import { blogIn, command, serve, start, temporaryFolder, until } from './process.ts';

const folder = temporaryFolder();
const env = blogIn(folder);
const postgres = () =>
  Number.parseInt(fs.readFileSync(path.join(folder, 'data/pg/postmaster.pid'), 'utf8'), 10);

test('a blog lives through first start, commands, a second start, kill -9 and a clean stop', async () => {
  const first = await serve(env);
  await first.says(/set-?up/i);
  expect(first.out()).toContain('Preparing the database for the first time');
  expect(first.out()).toContain(path.join(folder, 'data'));
  expect((await fetch(`${first.address}/readyz`)).status).toBe(200);

  const [, link] = await first.says(/(http:\S+\/setup\?token=[\w-]{43})/);
  const setUp = (url: string) => fetch(url.replace('localhost', '127.0.0.1'));
  expect((await setUp(link!)).status).toBe(200);
  expect((await setUp(link!.replace(/.$/, '!'))).status).toBe(403);

  const changed = await command(env, 'settings', 'set', 'blogname', 'Kept for good');
  expect(changed).toMatchObject({ code: 0, out: 'blogname = Kept for good\n' });

  const second = start(['server'], env);
  expect(await second.ended).toBe(1);
  expect(second.err()).toMatch(/^DATA_DIR: another Quillback runs on .*\n$/);

  const killed = postgres();
  first.child.kill('SIGKILL');
  const third = await serve(env);
  expect(postgres()).not.toBe(killed);
  expect(processState(killed)).not.toBe('live');
  expect(await (await fetch(`${third.address}/`)).text()).toContain('Kept for good');

  const fourth = postgres();
  third.child.kill('SIGINT');
  expect(await third.ended).toBe(0);
  expect(processState(fourth)).toBe('dead');
  expect(await command(env, 'settings', 'get', 'blogname')).toMatchObject({
    code: 0,
    out: 'Kept for good\n',
  });
}, 120_000);

test('killed together with its database, a blog starts again by itself', async () => {
  const first = await serve(env);
  process.kill(postgres(), 'SIGKILL');
  first.child.kill('SIGKILL');

  const again = await serve(env);

  expect((await fetch(`${again.address}/readyz`)).status).toBe(200);
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
}, 120_000);

test('SIGTERM lets a request finish, closes idle connections at once, and takes no new ones', async () => {
  const blog = await serve(env);
  const port = Number(new URL(blog.address).port);
  const head = `Host: 127.0.0.1:${port}\r\n`;
  const idle = await talk(port, `GET /healthz HTTP/1.1\r\n${head}\r\n`);
  await until(() => idle.heard.includes('"up"'));
  const form = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n';
  const slow = await talk(port, `POST /login HTTP/1.1\r\n${head}${form}\r\nlog=`);

  blog.child.kill('SIGTERM');
  await idle.closed;
  // A connection may still slip in between the two closings; soon none can.
  await until(() => isRefused(port));
  expect(slow.heard).toBe('');
  slow.socket.write('ada&p');
  await slow.closed;

  expect(slow.heard).toMatch(/^HTTP\/1\.1 [24]\d\d /);
  expect(await blog.ended).toBe(0);
}, 120_000);

const isRefused = (port: number): Promise<boolean> =>
  talk(port, '').then(
    ({ socket }) => {
      socket.destroy();
      return false;
    },
    () => true,
  );

interface Talk {
  socket: net.Socket;
  heard: string;
  closed: Promise<void>;
}

function talk(port: number, words: string): Promise<Talk> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(words);
      resolve(talking);
    });
    socket.once('error', reject);
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    const talking: Talk = { socket, heard: '', closed };
    socket.on('data', (more) => (talking.heard += String(more)));
  });
}

test('a blog whose npm was killed ends by itself, and so does its database', async () => {
  const npm = ['sh', '-c', '"$@" & echo "server $!"; wait', 'npm'];
  const blog = await serve({ ...env, npm_lifecycle_event: 'start' }, npm);
  const [, pid] = await blog.says(/server (\d+)/);
  const database = postgres();

  blog.child.kill('SIGKILL');
  await until(() => processState(database) !== 'live');

  await until(() => !isAlive(Number(pid)));
}, 120_000);

function isAlive(pid: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}
