// base/log.ts: the log: one JSON line an event; errors without the values that people typed.
import { type DestinationStream, type Logger, pino } from 'pino';

/** Makes the log. Lines go to standard output unless a stream is given. */
export function createLog(level: string, stream?: DestinationStream): Logger {
  const options = { level, serializers: { err: plainError }, base: undefined };
  return stream ? pino(options, stream) : pino(options);
}

/** A database's error carries rows and values in `detail`, `where` and the like: only its kind and place are kept. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: shorten(String(error)) };
  const { code, constraint, table, cause } = error as Error & Record<string, unknown>;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: error.name,
    message: shorten(error.message),
    code,
    constraint,
    table,
    cause: cause instanceof Error ? shorten(cause.message) : undefined,
    stack: frames.slice(0, 12).map((line) => line.trim()),
  };
}

/** Addresses are taken out, and what is long is cut. */
function shorten(words: string): string {
  return words.slice(0, 500).replaceAll(/[^\s"'<>()=,;:]+@[^\s"'<>()=,;:]+/g, '[address]');
}
