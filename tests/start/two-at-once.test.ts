// tests/start/two-at-once.test.ts: several processes on one database, and a start without a person.
import { expect, test } from 'vitest';
import { ownDatabase } from './own-database.ts';
import { blogIn, command, serve, temporaryFolder, until } from './process.ts';

const { url } = await ownDatabase('started');

test('two processes start at once on an empty database, with an administrator from the environment', async () => {
  const env = {
    ...blogIn(temporaryFolder()),
    DATABASE_URL: url,
    SETUP_TITLE: 'Unattended',
    SETUP_USER: 'ada',
    SETUP_EMAIL: 'ada@example.com',
    SETUP_PASSWORD: 'correct horse battery',
  };
  const [one, two] = await Promise.all([serve(env), serve(env)]);

  for (const { address } of [one, two]) {
    expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ status: 'ready' });
    expect(await home(address)).toContain('Unattended');
  }
  expect(one.out() + two.out()).not.toContain('/setup?token');
  expect((await command(env, 'settings', 'set', 'blogname', 'Renamed')).code).toBe(0);
  await until(async () => (await home(one.address)).includes('Renamed'));
  await until(async () => (await home(two.address)).includes('Renamed'));

  const doctor = await command(env, 'doctor');
  expect(doctor).toMatchObject({ code: 0, out: expect.stringContaining('✓ worker\n') });
  one.child.kill('SIGTERM');
  two.child.kill('SIGTERM');
  expect(await Promise.all([one.ended, two.ended])).toEqual([0, 0]);
  const alone = await command(env, 'doctor');
  expect(alone).toMatchObject({ code: 1, out: expect.stringContaining('✗ worker: no worker runs') });
}, 120_000);

test('servers on one database share the key of the sessions, though each has a folder of its own', async () => {
  const env = () => ({
    ...blogIn(temporaryFolder()),
    DATABASE_URL: url,
  });
  const [one, two] = await Promise.all([serve(env()), serve(env())]);

  const answer = await fetch(`${one.address}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ log: 'ada', pwd: 'correct horse battery' }),
  });
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  const there = await fetch(`${two.address}/admin/`, {
    redirect: 'manual',
    headers: { cookie: cookie.join('; ') },
  });
  const forged = await fetch(`${two.address}/admin/`, { redirect: 'manual' });

  expect(there.status).toBe(200);
  expect(forged.status).not.toBe(200);
  for (const { child, ended } of [one, two]) {
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }
}, 120_000);

const home = async (address: string) => (await fetch(`${address}/`)).text();
