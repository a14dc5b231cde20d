// tests/start/bodies.test.ts: bodies that would fill the memory, sent to the real program by 64 connections at once.
import { expect, test } from 'vitest';
import { attack, forgetMost, memoryOf, type Attack } from './attack.ts';
import { blogIn, serve, temporaryFolder } from './process.ts';

const env = {
  ...blogIn(temporaryFolder()),
  TRUST_PROXY: 'loopback',
  NODE_OPTIONS: '--max-old-space-size=512',
};
const megabyte = 2 ** 20;
const field = (name: string) => `\r\n--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`;
const multipart = { type: 'multipart/form-data; boundary=b', connections: 64 };
const urlencoded = { type: 'application/x-www-form-urlencoded', connections: 64 };
const underBudget = { announced: 2 ** 20, times: 15 };

// 29 fields of just under 4 MiB; and what stays below every bound and never ends.
const attacks: [string, Attack][] = [
  ...['/comments', '/wp-comments-post.php', '/attachments'].map((path): [string, Attack] => [
    `29 long fields to ${path}`,
    {
      ...multipart,
      path,
      head: '',
      announced: 29 * 4 * megabyte,
      filler: 'x',
      times: 29 * 63,
      between: { text: field('a'), every: 63 },
    },
  ]),
  [
    'forms just under the budget that stall',
    { ...multipart, ...underBudget, path: '/comments', head: field('comment'), filler: 'é &' },
  ],
  [
    'urlencoded forms just under the budget that stall',
    { ...urlencoded, ...underBudget, path: '/comments', head: 'comment=', filler: '%E4%B8%AD' },
  ],
  [
    'urlencoded forms far above it',
    {
      ...urlencoded,
      path: '/comments',
      announced: 64 * megabyte,
      head: 'comment=',
      filler: 'x',
      times: 1024,
    },
  ],
  [
    'forms for the admin, from nobody',
    {
      ...urlencoded,
      path: '/admin/posts/save',
      announced: 6 * megabyte,
      head: 'content=',
      filler: 'x',
      times: 95,
    },
  ],
  [
    'forms for the sign-in that stall',
    { ...urlencoded, path: '/login', announced: 2 * megabyte, head: 'log=', filler: 'x', times: 31 },
  ],
  [
    'JSON far above its budget',
    {
      connections: 64,
      type: 'application/json',
      path: '/wp-json/wp/v2/users/me/application-passwords',
      announced: 64 * megabyte,
      head: '{"name":"',
      filler: 'x',
      times: 1024,
    },
  ],
  [
    'XML far above its budget',
    {
      connections: 64,
      type: 'text/xml',
      path: '/xmlrpc.php',
      announced: 64 * megabyte,
      head: '<methodCall>',
      filler: 'x',
      times: 1024,
    },
  ],
  [
    'files that stall before they are whole',
    {
      ...multipart,
      path: '/attachments',
      announced: 2 * megabyte,
      head: `--b\r\nContent-Disposition: form-data; name="attachment"; filename="a.txt"\r\n\r\n`,
      filler: 'x',
      times: 30,
    },
  ],
];

test.each(attacks)('%s leave the memory and the readers alone', { timeout: 90_000 }, async (_what, given) => {
  const blog = await serve(env);
  const pid = blog.child.pid!;
  // The first of everything loads what it needs: code, connections, templates.
  for (let visit = 0; visit < 5; visit += 1) await fetch(`${blog.address}/`);
  await fetch(`${blog.address}/comments`, { method: 'POST', body: new URLSearchParams({ comment: 'x' }) });
  const { path, type, head } = given;
  await fetch(`${blog.address}${path}`, { method: 'POST', headers: { 'Content-Type': type }, body: head });
  const idle = memoryOf(pid).now;
  forgetMost(pid);

  const attacked = await attack(blog.address, given);
  const [health, page] = await Promise.all([fetch(`${blog.address}/healthz`), fetch(`${blog.address}/?s=`)]);
  await attacked.end();
  const after = await fetch(`${blog.address}/healthz`);
  const { most } = memoryOf(pid);
  blog.child.kill();

  const grown = (most - idle) / megabyte;
  const sent = attacked.sent / megabyte;
  console.log(`${Math.round(grown)} MB above idle; ${Math.round(sent)} MB sent`, attacked.statuses);
  expect([health.status, page.status, after.status]).toEqual([200, 200, 200]);
  expect(grown).toBeLessThan(150);
  expect(await blog.ended).toBe(0);
});
