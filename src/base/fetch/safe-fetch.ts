// base/fetch/safe-fetch.ts: the safe fetcher on undici: every hop through the gate, within time, size and type.
import { Agent, type Dispatcher, request } from 'undici';
import { readAllowed } from './allow-list.ts';
import { fetchError, type Fetched, type FetchRequest, isFetchError, type SafeFetch } from './fetch.ts';
import { createGate, type Gate, type Resolve } from './ssrf-guard.ts';
import { type PurposeRules, purposes } from './profiles.ts';
import { readBody } from './read-body.ts';

export interface SafeFetchOptions {
  /** host:port or CIDR entries that may be reached although private. */
  allow: string[];
  /** Names us and how to reach us. */
  user_agent: string;
  /** For one connection; 5 s by default. */
  connect_ms?: number;
  /** For everything; by default what the purpose says (10 s). */
  total_ms?: number;
  /** How names become addresses; the system's resolver by default. */
  resolve?: Resolve;
}

const mostRedirects = 5;
const redirects = [301, 302, 303, 307, 308];
const errorBody = 16_000;

/** Makes the fetcher. @throws Error when an entry of `allow` cannot be read */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const connect_ms = options.connect_ms ?? 5_000;
  const gate = createGate(readAllowed(options.allow), connect_ms, options.resolve);
  const agent = new Agent({ connect: gate.connect, keepAliveTimeout: 1_000, pipelining: 1 });
  return async (url, request) => {
    const rules = purposes[request.purpose];
    const deadline = AbortSignal.timeout(options.total_ms ?? rules.total_ms);
    const way: Way = { gate, agent, rules, deadline, user_agent: options.user_agent };
    try {
      return await follow(way, url, request);
    } catch (error) {
      throw problemOf(error, deadline);
    }
  };
}

interface Way {
  gate: Gate;
  agent: Agent;
  rules: PurposeRules;
  deadline: AbortSignal;
  user_agent: string;
}

async function follow(way: Way, first: string, asked: FetchRequest): Promise<Fetched> {
  let url = way.gate.check(first);
  const { origin } = url;
  let { method = 'GET', body } = asked;
  const most = asked.max_redirects ?? mostRedirects;
  for (let hop = 0; hop <= most; hop += 1) {
    const answer = await request(url, {
      dispatcher: way.agent,
      method,
      body,
      headers: { ...headersOf(way, asked), ...credentialsFor(url, origin, asked) },
      signal: way.deadline,
      // Each request connects anew and is judged anew; a kept connection may also end just as it is used.
      reset: true,
    });
    const location = firstOf(answer.headers.location);
    if (!most || !redirects.includes(answer.statusCode) || !location) return fetched(way, asked, url, answer);
    answer.body.on('error', () => {}).destroy();
    url = way.gate.check(location, url.href);
    if (method === 'POST' && answer.statusCode < 307) [method, body] = ['GET', undefined];
  }
  throw fetchError('too_many_redirects', `more than ${most} redirects`);
}

/** No cookies, no credentials of others: only what we want and who we are. */
function headersOf({ rules, user_agent }: Way, { headers = {} }: FetchRequest): Record<string, string> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const passed = given.filter(([name]) => !['cookie', 'authorization', 'host'].includes(name));
  return {
    accept: rules.accept,
    ...Object.fromEntries(passed),
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': `${user_agent}; ${rules.why}`,
  };
}

function credentialsFor(url: URL, origin: string, { authorization }: FetchRequest): Record<string, string> {
  const isSafe = url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return authorization && isSafe && url.origin === origin ? { authorization } : {};
}

async function fetched(
  { rules, deadline }: Way,
  { method, max_bytes, to_file }: FetchRequest,
  url: URL,
  { statusCode: status, headers, body: source }: Dispatcher.ResponseData,
): Promise<Fetched> {
  const contentType = firstOf(headers['content-type']) ?? '';
  const isGood = status >= 200 && status < 300;
  const answer = { status, url: url.href, content_type: contentType, headers: flat(headers) };
  source.on('error', () => {});
  const isOther = isGood && !isWanted(contentType, rules);
  if (method === 'HEAD' || status === 204 || (isOther && rules.is_head_enough)) {
    source.destroy();
    return { ...answer, body: Buffer.alloc(0) };
  }
  if (isOther) {
    source.destroy();
    throw fetchError('wrong_type', `of the type ${contentType.slice(0, 100) || 'unknown'}`);
  }
  const cap = max_bytes ?? rules.max_bytes;
  const { body, is_cut } = await readBody(source, {
    // What goes wrong is told by its status; of its page only a beginning is kept.
    max_bytes: isGood ? cap : Math.min(cap, errorBody),
    is_cut: rules.is_cut || !isGood,
    encoding: firstOf(headers['content-encoding']) ?? '',
    to_file: isGood ? to_file : undefined,
    signal: deadline,
  });
  return { ...answer, body, is_cut };
}

function isWanted(contentType: string, { types, may_be_untyped }: PurposeRules): boolean {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  return type ? types.test(type) : may_be_untyped;
}

function problemOf(error: unknown, deadline: AbortSignal): Error {
  if (isFetchError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (deadline.aborted || /TIMEOUT|ETIMEDOUT/.test(code))
    return fetchError('timeout', 'the answer took too long');
  return fetchError('unreachable', `no answer (${code || 'unknown reason'})`);
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
