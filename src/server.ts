// server.ts: `npm start`: opens the blog, works and serves until told to stop.
import http from 'node:http';
import { createApp } from './app.ts';
import { readConfig } from './base/config.ts';
import { startWorker } from './base/jobs/worker.ts';
import { features } from './features.ts';
import { openBlog } from './open-blog.ts';
import { workOf } from './work.ts';

const config = readConfig(process.env);
const { blog, close } = await openBlog(config, (sentence) => process.stdout.write(`${sentence}\n`));
const server = http.createServer(createApp(blog, features));
const worker = config.WORKER ? await startWorker(blog, blog.connection, workOf(features)) : undefined;
server.listen(config.PORT, config.HOST, () => process.stdout.write(`Quillback runs at ${blog.url}\n`));

async function stop(): Promise<void> {
  server.close();
  await worker?.stop();
  for (const feature of features) await feature.stop?.(blog);
  await close();
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
