// health.ts: is the process up, is it ready: for load balancers and containers.
import { Router } from 'express';
import { pendingMigrations } from './base/database/migrate.ts';
import type { Blog } from './blog.ts';

export function health(blog: Blog): Router {
  const router = Router();

  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'up' });
  });

  router.get('/readyz', async (_req, res) => {
    const pending = await pendingMigrations(blog.db).catch(() => undefined);
    const status =
      pending === undefined ? 'database unreachable' : pending.length ? 'migrations pending' : 'ready';
    res
      .status(status === 'ready' ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status });
  });

  // WordPress's callers keep calling; here visitors start no jobs.
  router.all('/wp-cron.php', (_req, res) => {
    res.set('Cache-Control', 'no-store').end();
  });

  return router;
}
