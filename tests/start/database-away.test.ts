// tests/start/database-away.test.ts: the database goes while the blog serves, and comes back.
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { startBlog } from '../blog.ts';

const site = await startBlog();

test('while the database is away pages say so and what to do; afterwards all is as before', async () => {
  const post = await site.hasPost({ title: 'Still here' });
  const words = { comment_post_ID: post.id, author: 'Ada', email: 'ada@example.com', comment: 'Not <lost>' };
  const { rows } = await site.blog.db.raw<{ rows: { name: string }[] }>('SELECT current_database() AS name');
  const rename = await renamer(rows[0]!.name);

  await rename.away();
  const page = await site.request.get('/');
  const comment = await site.request.post('/wp-comments-post.php').type('form').send(words);
  const style = await site.request.get('/public/css/site.css');
  await rename.back();
  const after = await site.request.get('/');

  expect([page.status, page.headers['retry-after'], style.status]).toEqual([503, '30', 200]);
  expect(page.text).toContain('The database does not answer. Please try again in a minute.');
  expect([comment.status, comment.type]).toEqual([503, 'text/plain']);
  expect(comment.text).toContain('Go back in your browser: what you wrote is still in the form.');
  expect(after.status).toBe(200);
  expect(after.text).toContain('Still here');
});

/** Takes a database out of reach of the blog, as an outage would. */
async function renamer(name: string) {
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  return {
    async away() {
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      await client.query(`ALTER DATABASE ${name} RENAME TO ${name}_away`);
    },
    async back() {
      await client.query(`ALTER DATABASE ${name}_away RENAME TO ${name}`);
      await client.end();
    },
  };
}
