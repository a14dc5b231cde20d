// worker.ts: `npm run worker`: background work alone, beside a blog that runs with WORKER=off.
import { openPools } from './base/database/pools.ts';
import { readEnvironment } from './base/environment.ts';
import { startWorker } from './base/jobs/worker.ts';
import { features } from './features.ts';
import { openBlog } from './open-blog.ts';
import { onSignal, onUncaught, run } from './run.ts';
import { workOf } from './work.ts';

await run(async () => {
  const config = readEnvironment((warning) => void process.stderr.write(`${warning}\n`));
  const { blog, close } = await openBlog(config, 'worker');
  const pools = openPools(blog.connection, blog.db);
  const worker = await startWorker({ ...blog, db: pools.jobs }, blog.connection, workOf(features));
  onUncaught(blog.log, () => worker.restart());
  process.stdout.write('The worker is at work.\n');
  onSignal(async () => {
    await worker.stop();
    for (const feature of features) await feature.stop?.(blog);
    await pools.close();
    await close();
  });
});
