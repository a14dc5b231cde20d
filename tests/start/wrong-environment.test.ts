// tests/start/wrong-environment.test.ts: what a person reads when the blog cannot start: one line, and what to do.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { misspelled } from '../../src/base/environment.ts';
import { blogIn, command, start, temporaryFolder } from './process.ts';

const folder = temporaryFolder();
const env = blogIn(folder);
const server = net.createServer().listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
afterAll(() => void server.close());
const taken = String((server.address() as net.AddressInfo).port);
const { host, user } = inject('postgres');
const database = (name: string, as = user) => `postgres://${as}:secret-word@/${name}?host=${host}`;

test.each([
  ['a taken port', { DATABASE_URL: database('template'), PORT: taken }, `PORT ${taken} is taken`],
  [
    'nobody listening',
    { DATABASE_URL: 'postgres://me:secret-word@127.0.0.1:9/blog' },
    'DATABASE_URL: no database',
  ],
  ['an unknown host', { DATABASE_URL: 'postgres://me:secret-word@no.invalid/blog' }, 'DATABASE_URL: '],
  [
    'an unknown database',
    { DATABASE_URL: database('nowhere') },
    'DATABASE_URL: there is no database "nowhere"',
  ],
  ['an unknown user', { DATABASE_URL: database('template', 'stranger') }, 'DATABASE_URL: the server at'],
  [
    'a file as data folder',
    { DATA_DIR: path.join(import.meta.filename, 'data') },
    'DATA_DIR: cannot write in',
  ],
  ['a file as uploads', { UPLOADS_DIR: import.meta.filename }, 'UPLOADS_DIR: cannot write in'],
  ['a word for a switch', { WORKER: 'maybe' }, 'WORKER must be on or off'],
])(
  '%s: one line that names the variable, exit code 1',
  async (_what, wrong: Record<string, string>, says) => {
    const program = start(['server'], { ...env, ...wrong });

    expect(await program.ended).toBe(1);
    expect(program.err().trim().split('\n')).toEqual([expect.stringContaining(says)]);
    expect(program.out() + program.err()).not.toContain('secret-word');
  },
  30_000,
);

test(
  'a database of another major version is not touched, and it is said what to do',
  { timeout: 30_000 },
  async () => {
    const DATA_DIR = path.join(temporaryFolder(), 'old');
    fs.mkdirSync(path.join(DATA_DIR, 'pg'), { recursive: true });
    fs.writeFileSync(path.join(DATA_DIR, 'pg', 'PG_VERSION'), '17\n');

    const program = start(['server'], { ...env, DATA_DIR });

    expect(await program.ended).toBe(1);
    expect(program.err()).toMatch(
      /^DATA_DIR: the database in .* was made by PostgreSQL 17, and this Quillback brings 18: /m,
    );
    expect(program.err().trim().split('\n')).toHaveLength(1);
    expect(fs.readdirSync(path.join(DATA_DIR, 'pg'))).toEqual(['PG_VERSION']);
  },
);

test.each([
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['HOST', 'a host'],
  ['DATABASE_URL', 'mysql://me@host/blog'],
  ['SITE_URL', 'blog.example'],
  ['SITE_URL', 'https://blog.example/blog'],
  ['TRUST_PROXY', 'everybody'],
  ['TRUST_PROXY', '10.0.0.0/64'],
  ['SMTP_URL', 'mail.example'],
  ['SESSION_SECRET', 'short'],
  ['LOG_LEVEL', 'loud'],
  ['WORKER', 'yes'],
  ['FETCH_ALLOW', '10.0.0.0/40'],
  ['FETCH_ALLOW', 'intranet'],
  ['FETCH_ALLOW', 'intranet:99999'],
  ['SETUP_EMAIL', 'nobody'],
  ['SETUP_PASSWORD', '1234'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must `));
});

test('good values are read; empty ones count as unset', () => {
  const config = readConfig({
    PORT: '',
    SITE_URL: 'https://blog.example/',
    DATABASE_URL: 'postgres://user@/db?host=/run/postgresql',
    TRUST_PROXY: 'loopback, 10.0.0.0/8',
    FETCH_ALLOW: '127.0.0.1:8080, [::1]:80,10.0.0.0/8',
    WORKER: 'off',
  });

  expect(config).toMatchObject({ PORT: 3000, SITE_URL: 'https://blog.example', WORKER: false });
  expect(config.FETCH_ALLOW).toEqual(['127.0.0.1:8080', '[::1]:80', '10.0.0.0/8']);
  expect(() => readConfig({ SETUP_USER: 'ada' })).toThrow('SETUP_EMAIL is missing');
});

test('a misspelled variable is named; foreign ones are left alone', () => {
  const foreign = [
    'HOME',
    'PATH',
    'POST',
    'HOSTNAME',
    'SHELL',
    'TERM',
    'LOGNAME',
    'WORKERS',
    'PWD',
    'NODE_ENV',
  ];

  expect(misspelled(['DATABSE_URL', 'LOGLEVEL', 'SMPT_URL', 'UPLOAD_DIR'])).toEqual([
    expect.stringContaining('did you mean DATABASE_URL?'),
    expect.stringContaining('did you mean LOG_LEVEL?'),
    expect.stringContaining('did you mean SMTP_URL?'),
    expect.stringContaining('did you mean UPLOADS_DIR?'),
  ]);
  expect(misspelled(foreign.filter((name) => !['POST', 'WORKERS'].includes(name)))).toEqual([]);
});

test('an unknown command is named, with the list of those there are', async () => {
  const fresh = blogIn(temporaryFolder());
  const answer = await command(fresh, 'dance');

  expect(answer.code).toBe(1);
  expect(answer.err).toMatch(/^There is no command dance\.\n/);
  expect((await command(fresh, 'help')).out).toMatch(/settings get \[NAME\]\n[^]*user create/);
  expect(fs.existsSync(fresh.DATA_DIR!)).toBe(false);
});

// Only root can give a folder to somebody else.
test.runIf(process.getuid?.() === 0)(
  'root does not take the data folder away from the user it belongs to',
  async () => {
    const theirs = path.join(temporaryFolder(), 'data');
    fs.mkdirSync(path.join(theirs, 'pg'), { recursive: true });
    fs.chownSync(path.join(theirs, 'pg'), 1000, 1000);
    fs.chownSync(theirs, 1000, 1000);

    const program = start(['cli', 'doctor'], { ...env, DATA_DIR: theirs });

    expect(await program.ended).toBe(1);
    expect(program.err()).toContain(`DATA_DIR: the blog in ${theirs} belongs to user 1000`);
    expect(fs.statSync(theirs).uid).toBe(1000);
  },
);
