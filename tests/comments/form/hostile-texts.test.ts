// tests/comments/form/hostile-texts.test.ts: whatever a stranger sends as a comment, the others are served meanwhile.
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { startBlog } from '../../blog.ts';
import { shapes } from '../../hostile-shapes.ts';
import { leastHeld } from '../../loop-meter.ts';

const site = await startBlog({ TRUST_PROXY: '1', COMMENT_ATTEMPTS: '9999' });
const post = await site.hasPost();
let sent = 0;

async function leave(comment: string) {
  sent += 1;
  site.setTime(new Date(Date.parse('2026-08-01T10:00:00Z') + sent * 60_000).toISOString());
  const from = `10.${sent >> 16}.${(sent >> 8) & 255}.${sent & 255}`;
  const body = new URLSearchParams({
    comment_post_ID: String(post.id),
    author: 'Ada',
    email: `ada${sent}@example.com`,
    comment,
  }).toString();
  const answer = await fetch(`${site.address}/comments`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Forwarded-For': from },
  });
  await answer.arrayBuffer();
  return answer.status;
}

// The paths are warm, the thread is there.
await leave('Warm '.repeat(1000));
await leave('Warm');
const figures: [number, number, number, string][] = [];

test.each(shapes)('65,000 characters of %s hold the event loop for under 30 ms (A9)', async (name, text) => {
  const words = text(65_000);

  const { result, longest, all } = await leastHeld(30, (run) => leave(`${words}${' '.repeat(run)}${run}`));

  figures.push([longest, all, result, name]);
  expect([303, 422]).toContain(result);
  expect(longest).toBeLessThan(30);
});

test('there are 85 shapes and more', () => {
  // FIGURES=file keeps them, for docs/performance.md.
  if (process.env.FIGURES) fs.writeFileSync(process.env.FIGURES, JSON.stringify(figures));
  expect(shapes.length).toBeGreaterThan(85);
  expect(new Set(shapes.map(([name]) => name)).size).toBe(shapes.length);
});

test('a long word with underscores costs the database no more than other words', async () => {
  const status = await leave('a_b'.repeat(5000));

  // Postgres leaves out words of more than 2,046 bytes: without a cut there would be none.
  const { rows } = await site.blog.db.raw<{ rows: { most: number; least: number }[] }>(
    `SELECT max(length(lexeme)) AS most, count(*)::int AS least
       FROM (SELECT words FROM comments ORDER BY id DESC LIMIT 1) AS last, unnest(words)`,
  );
  expect(status).toBe(303);
  expect(rows[0]!.most).toBeLessThanOrEqual(100);
  expect(rows[0]!.least).toBeGreaterThan(0);
});
