// server.ts: `npm start`: opens the blog, works and serves until told to stop.
import type { Server } from 'node:http';
import { createApp } from './app.ts';
import type { Config } from './base/config.ts';
import type { PageCache } from './base/page-cache/page-cache.ts';
import { openPools } from './base/database/pools.ts';
import { readEnvironment } from './base/environment.ts';
import { startWorker, type Worker } from './base/jobs/worker.ts';
import type { Blog } from './blog.ts';
import { features } from './features.ts';
import { firstRun } from './first-run.ts';
import type { Serving } from './health.ts';
import { finish, listen, portOf, turnAway } from './listen.ts';
import { openBlog } from './open-blog.ts';
import { onSignal, onUncaught, run } from './run.ts';
import { cacheBefore } from './site/page-cache.ts';
import { workOf } from './work.ts';

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

await run(async () => {
  const config = readEnvironment((warning) => void process.stderr.write(`${warning}\n`));
  const { blog, ended, close } = await openBlog(config, 'server', say);
  const pools = openPools(blog.connection, blog.db);
  const on = (db: Blog['db']): Blog => ({ ...blog, db });
  let undo = () => Promise.resolve();
  try {
    for (const feature of features) await feature.start?.(blog);
    const serving: Serving = { state: 'starting' };
    const counts = () => pages?.count();
    const options = { writers: on(pools.writers), admin: on(pools.admin), serving, pages: counts };
    const app = createApp(on(pools.readers), features, options);
    const pages: PageCache | undefined = cacheBefore(on(pools.readers), app);
    const server = await listen(config, pages?.handle ?? app);
    const here = config.SITE_URL ? blog : { ...blog, url: `http://localhost:${portOf(server)}` };
    const worker = config.WORKER
      ? await startWorker(on(pools.jobs), blog.connection, workOf(features))
      : undefined;
    undo = () => stop(server, worker, blog).then(() => pages?.close());
    onUncaught(blog.log, () => worker?.restart());
    onSignal(async (signal) => {
      serving.state = 'stopping';
      // At Ctrl-C a person waits, and no proxy.
      await turnAway(server, signal === 'SIGTERM' ? config.SHUTDOWN_DELAY : 0);
      await undo();
      await pools.close();
      await close();
    });
    void ended.then(() => endWithDatabase(server, serving));
    await greet(here, config);
    // A signal may have come meanwhile.
    if (serving.state === 'starting') serving.state = 'ready';
  } catch (error) {
    // What went wrong is said, not what follows from it.
    await undo().catch(() => {});
    await pools.close();
    await close();
    throw error;
  }
});

async function greet(blog: Blog, config: Config): Promise<void> {
  const link = await firstRun(blog);
  say(`Quillback runs at ${blog.url}`);
  if (!config.DATABASE_URL) say(`Data is kept in ${config.DATA_DIR}, uploads in ${config.UPLOADS_DIR}`);
  if (!link) return;
  say(`Set the site up at ${link} (this link works once, for a day)`);
  if (process.env.NODE_ENV === 'development') say('Or fill it with a lively blog to work on: npm run seed');
}

async function stop(server: Server, worker: Worker | undefined, blog: Blog): Promise<void> {
  await finish(server);
  await worker?.stop();
  for (const feature of features) await feature.stop?.(blog);
}

/** Without its database the blog is of no use; whoever watches over the process starts it again. */
function endWithDatabase(server: Server, { state }: Serving): void {
  if (!server.listening || state === 'stopping') return;
  process.stderr.write(
    'The embedded database ends again and again: the blog ends, too. See that the disk has room, then start it again.\n',
  );
  process.exit(1);
}
