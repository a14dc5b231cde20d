// worker.ts: `npm run worker`: background work alone, beside a blog that runs with WORKER=off.
import { readConfig } from './base/config.ts';
import { startWorker } from './base/jobs/worker.ts';
import { features } from './features.ts';
import { openBlog } from './open-blog.ts';
import { workOf } from './work.ts';

const { blog, close } = await openBlog(readConfig(process.env));
const worker = await startWorker(blog, blog.connection, workOf(features));

async function stop(): Promise<void> {
  await worker.stop();
  await close();
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
