// tests/start/ready.test.ts: /readyz from the start to the end: after the set-up from the environment, before the port closes.
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ownDatabase } from './own-database.ts';
import { blogIn, start, temporaryFolder, until } from './process.ts';

const { url, db } = await ownDatabase('ready');
const port = await freePort();
const env = {
  ...blogIn(temporaryFolder()),
  PORT: String(port),
  SHUTDOWN_DELAY: '2',
  DATABASE_URL: url,
  SETUP_TITLE: 'Unattended',
  SETUP_USER: 'ada',
  SETUP_EMAIL: 'ada@example.com',
  SETUP_PASSWORD: 'correct horse battery',
};

test('a blog is ready when its set-up is done, and no more when it is told to stop; nobody who keeps a connection is cut off', async () => {
  // Given: the set-up cannot begin yet.
  await db.query(`SELECT pg_advisory_lock(hashtext('quillback set-up'))`);
  const blog = start(['server'], env);
  await until(async () => (await ask('/healthz')).status === 200);

  expect(await ask('/readyz')).toMatchObject({ status: 503, body: '{"status":"starting"}' });
  await db.query(`SELECT pg_advisory_unlock(hashtext('quillback set-up'))`);
  await until(async () => (await ask('/readyz')).status === 200);
  expect((await ask('/')).body).toContain('A window, a table, and somebody to talk to');

  const readers = Array.from({ length: 20 }, reader);
  await until(() => readers.every(({ answers }) => answers.length > 1));
  expect(readers.flatMap(({ answers }) => answers.map(({ connection }) => connection))).not.toContain(
    'close',
  );
  blog.child.kill('SIGTERM');
  await until(async () => (await ask('/readyz')).body === '{"status":"stopping"}');
  const left = await Promise.all(readers.map(({ left }) => left));

  expect(left).toEqual(left.map(() => 'close'));
  expect(readers.flatMap(({ answers }) => answers.filter(({ status }) => status !== 200))).toEqual([]);
  expect(await blog.ended).toBe(0);
}, 120_000);

interface Answer {
  status: number;
  body: string;
  connection: string | undefined;
}

/** Asks over one connection again and again until an answer ends it; `left` says why it stopped. */
function reader() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const answers: Answer[] = [];
  const read = async (): Promise<string> => {
    for (;;) {
      const answer = await ask('/', agent);
      answers.push(answer);
      if (answer.status === 0 || answer.connection === 'close') return answer.connection ?? answer.body;
    }
  };
  return { answers, left: read() };
}

/** Status 0 and the error's code when there is no answer. */
function ask(path: string, agent = new http.Agent()): Promise<Answer> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (more: string) => (body += more));
      res.on('end', () => resolve({ status: res.statusCode!, body, connection: res.headers.connection }));
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: 0, body: error.code ?? error.message, connection: undefined }),
    );
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}
