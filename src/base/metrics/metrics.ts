// base/metrics/metrics.ts: what the process does and how much waits, as Prometheus reads it (text format 0.0.4).
import crypto from 'node:crypto';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/database.ts';
import { isEventStream } from '../http/event-streams.ts';
import { lastRouteOf } from '../http/listed.ts';
import { countJobKinds } from '../jobs/queries.ts';
import type { PageCounts } from '../page-cache/page-cache.ts';
import { isRestRequest } from '../rest/address.ts';

export interface Metrics {
  /** Counts requests; to be put before all that may answer one. */
  count: RequestHandler;
  /** Answers GET /metrics to whoever sends `Authorization: Bearer TOKEN`; 401 to others. */
  routes: RequestHandler;
}

/**
 * Opens the metrics of one application, which bear the name `quillback_`, and those of Node and its process.
 * @param config without its METRICS_TOKEN nothing is counted, and there is no such address
 * @param blogs the blog on its connections by purpose; those of `admin` also ask what waits in the queue
 * @param pages what the page cache holds and has answered; undefined where there is none
 * @param slots how many requests are at work and wait, by share
 */
export function openMetrics(
  { METRICS_TOKEN: token }: { METRICS_TOKEN?: string },
  blogs: Record<'readers' | 'writers' | 'admin', { db: Database }>,
  slots: () => Record<string, { at_work: number; waiting: number }>,
  pages: () => PageCounts | undefined = () => undefined,
): Metrics {
  if (!token) return { count: pass, routes: pass };
  const register = new Registry();
  collectDefaultMetrics({ register });
  const gauges = openGauges(register);
  const router = Router();
  router.get('/metrics', async function answerMetrics(req, res) {
    res.set('Cache-Control', 'no-store');
    if (!isToken(req.get('authorization'), token)) {
      res.status(401).set('WWW-Authenticate', 'Bearer realm="metrics"').type('text').send('Unauthorized\n');
      return;
    }
    for (const [share, states] of Object.entries(slots()))
      for (const [state, number] of Object.entries(states)) gauges.slots.set({ share, state }, number);
    setPages(gauges, pages());
    for (const [pool, { db }] of Object.entries(blogs))
      for (const [state, number] of Object.entries(connectionsOf(db)))
        gauges.connections.set({ pool, state }, number);
    await setJobs(gauges, blogs.admin.db);
    res.set('Content-Type', register.contentType).send(await register.metrics());
  });
  return { count: countRequests(register), routes: router };
}

const pass: RequestHandler = (_req, _res, next) => next();

function openGauges(register: Registry) {
  const registers = [register];
  return {
    slots: new Gauge({
      name: 'quillback_slots',
      help: 'Requests at work and waiting, by share',
      labelNames: ['share', 'state'],
      registers,
    }),
    connections: new Gauge({
      name: 'quillback_database_connections',
      help: 'Database connections used and free, and who waits for one, by pool',
      labelNames: ['pool', 'state'],
      registers,
    }),
    pages: new Gauge({
      name: 'quillback_page_cache_pages',
      help: 'Pages in memory',
      registers,
    }),
    page_bytes: new Gauge({
      name: 'quillback_page_cache_bytes',
      help: 'What they take, in bytes',
      registers,
    }),
    page_answers: new Gauge({
      name: 'quillback_page_cache_answers',
      help: 'Pages that were sent since the process began, by where they came from: hit, miss, shared, stale',
      labelNames: ['outcome'],
      registers,
    }),
    is_up: new Gauge({
      name: 'quillback_database_up',
      help: 'Whether the database answered: 1 or 0',
      registers,
    }),
    jobs: new Gauge({
      name: 'quillback_jobs',
      help: 'Jobs waiting, running and failed, by task; mail.send are emails',
      labelNames: ['task', 'state'],
      registers,
    }),
  };
}

function setPages(gauges: ReturnType<typeof openGauges>, counts: PageCounts | undefined): void {
  if (!counts) return;
  gauges.pages.set(counts.pages);
  gauges.page_bytes.set(counts.bytes);
  for (const [outcome, number] of Object.entries(counts.answers))
    gauges.page_answers.set({ outcome }, number);
}

/** Without an answer of the database nothing is said of jobs: old numbers would pass for those of now. */
async function setJobs({ is_up, jobs }: ReturnType<typeof openGauges>, db: Database): Promise<void> {
  const kinds = await countJobKinds(db).catch(() => undefined);
  is_up.set(kinds ? 1 : 0);
  jobs.reset();
  for (const { task, ...states } of kinds ?? [])
    for (const [state, number] of Object.entries(states)) jobs.set({ task, state }, number);
}

function countRequests(register: Registry): RequestHandler {
  const registers = [register];
  const requests = new Counter({
    name: 'quillback_http_requests_total',
    help: 'Requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'quillback_http_request_duration_seconds',
    help: 'Seconds until an answer was out, by route; without streams, which stay open',
    labelNames: ['route'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  return (req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const route = routeOf(req, res);
      const method = methods.has(req.method) ? req.method : 'other';
      requests.inc({ method, route, status: res.headersSent ? res.statusCode : 'aborted' });
      if (!isEventStream(res)) seconds.observe({ route }, (performance.now() - started) / 1000);
    });
    next();
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The route as the code writes it, never the address as it was asked for: strangers would make as many series as they like. */
function routeOf(req: Request, res: Response): string {
  if (isRestRequest(req)) return '/wp-json';
  const { originalUrl } = req;
  const route = lastRouteOf(req);
  // Routes that passed a request on stay behind with it.
  if (!route || res.statusCode === 404) return originalUrl.startsWith('/public/') ? '/public' : 'none';
  // Not req.baseUrl, which an error has taken back by now.
  return (/^\/admin(?:[/?]|$)/i.test(originalUrl) ? '/admin' : '') + route;
}

interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

function connectionsOf(db: Database) {
  const { pool } = db.client as { pool: Pool };
  return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires() };
}

/** Compared by digests: their comparison takes as long for any word. */
function isToken(given: string | undefined, token: string): boolean {
  const digest = (word: string) => crypto.createHash('sha256').update(word).digest();
  return crypto.timingSafeEqual(digest(given ?? ''), digest(`Bearer ${token}`));
}
