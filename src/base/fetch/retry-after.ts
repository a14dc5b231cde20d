// base/fetch/retry-after.ts: how long the other side asks us to wait.

const day = 24 * 3_600_000;

/** Retry-After (RFC 9110, 10.2.3): seconds or a date; in ms, a day at most; 0 when nothing, or nothing readable, is asked. */
export function retryAfter({ headers }: { headers: Record<string, string> }, now: Date): number {
  const given = headers['retry-after'];
  if (!given) return 0;
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), day) : 0;
}
