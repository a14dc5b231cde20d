// health.ts: is the process up, is it ready: for load balancers and containers.
import { Router } from 'express';
import { pendingMigrations } from './base/database/migrate.ts';
import type { Blog } from './blog.ts';

/** What a process that serves is doing: a start is over when the set-up from the environment is. */
export interface Serving {
  state: 'starting' | 'ready' | 'stopping';
}

/** @param serving is written by whoever starts and stops the process */
export function health(blog: Blog, serving: Serving): Router {
  const router = Router();

  router.get('/healthz', function answerHealthz(_req, res) {
    res.set('Cache-Control', 'no-store').json({ status: 'up' });
  });

  router.get('/readyz', async function answerReadyz(_req, res) {
    const status = serving.state === 'ready' ? await databaseState(blog) : serving.state;
    res
      .status(status === 'ready' ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status });
  });

  // WordPress's callers keep calling; here visitors start no jobs.
  router.all('/wp-cron.php', function answerWpCron(_req, res) {
    res.set('Cache-Control', 'no-store').end();
  });

  return router;
}

async function databaseState({ db }: Blog): Promise<string> {
  const pending = await pendingMigrations(db).catch(() => undefined);
  if (pending === undefined) return 'database unreachable';
  return pending.length ? 'migrations pending' : 'ready';
}
