// tests/site/health.test.ts: what a load balancer and a stranger see first.
import { expect, test } from 'vitest';
import { addJob } from '../../src/base/jobs/jobs.ts';
import { startBlog } from '../blog.ts';

const site = await startBlog();
const token = 'only-for-the-tests-here';
const measured = await startBlog({ METRICS_TOKEN: token });

/** What Prometheus reads, line by line. */
async function readMetrics(): Promise<string[]> {
  const { text } = await measured.request.get('/metrics').set('Authorization', `Bearer ${token}`).expect(200);
  return text.split('\n');
}

test('the process is up and ready', async () => {
  expect((await site.request.get('/healthz')).body).toEqual({ status: 'up' });
  expect((await site.request.get('/readyz')).body).toEqual({ status: 'ready' });
});

test('an unknown address gets a readable page', async () => {
  const answer = await site.request.get('/no/such/thing/');

  expect(answer.status).toBe(404);
  expect(answer.text).toContain('<h1>Page not found</h1>');
});

test('work is done in the background', async () => {
  await site.work();

  expect(site.logged.filter((line) => Number(line.level) >= 40)).toEqual([]);
});

test('Prometheus reads requests by route and status, connections, slots and the queue', async () => {
  await measured.hasPost({ slug: 'a-post-of-one-address' });
  await addJob(measured.blog, 'mail.send');
  await measured.request.get('/').expect(200);
  await measured.request.get('/').expect(200);
  await measured.request.get('/login').expect(200);
  await measured.request.get('/wp-json/wp/v2/posts').expect(200);
  await measured.request.get('/no/such/thing/').expect(404);
  await measured.request.get('/2026/08/01/a-post-of-one-address/').expect(200);

  const lines = await readMetrics();

  expect(lines).toEqual(
    expect.arrayContaining([
      'quillback_http_requests_total{method="GET",route="/|/PERMALINK|/ARCHIVE",status="200"} 3',
      'quillback_http_requests_total{method="GET",route="/wp-json",status="200"} 1',
      'quillback_http_requests_total{method="GET",route="/login",status="200"} 1',
      'quillback_http_requests_total{method="GET",route="none",status="404"} 1',
      'quillback_http_request_duration_seconds_count{route="/|/PERMALINK|/ARCHIVE"} 3',
      'quillback_slots{share="readers",state="waiting"} 0',
      'quillback_database_connections{pool="readers",state="waiting"} 0',
      'quillback_database_up 1',
      'quillback_jobs{task="mail.send",state="waiting"} 1',
      expect.stringMatching(/^nodejs_eventloop_lag_p99_seconds /),
    ]),
  );
  expect(lines.join('\n')).not.toMatch(/such|a-post-of-one-address/);
});

test('nobody reads the metrics without the token, and without one there is no such address', async () => {
  for (const word of ['', token, `Bearer ${token}x`, 'Bearer ']) {
    const answer = await measured.request.get('/metrics').set('Authorization', word);
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('quillback_');
  }
  await measured.request.get('/metrics').expect(401);
  await site.request.get('/metrics').set('Authorization', `Bearer ${token}`).expect(404);
  await site.request.get('/metrics').set('Authorization', 'Bearer undefined').expect(404);
});
