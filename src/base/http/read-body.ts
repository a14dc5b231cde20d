// base/http/read-body.ts: the one way in which a request body is read: counted against its own budget and the memory of all.
import type { Readable } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import { badRequest, httpError, isHttpError, type HttpError } from '../errors.ts';
import { overloaded } from '../database/overload.ts';
import { N_, __, translate } from '../language/gettext.ts';
import { keepLanguage } from '../language/current.ts';
import { pauseSlot } from './admission.ts';
import { guardedBody } from './body-guard.ts';
import { inspectChunks, skipTo } from './chunks.ts';

export interface Budget {
  /** Bytes of this body that may be in memory, those of files that went to disk left out. */
  held_bytes: number;
  /** Bytes of the whole body, for those that bring files. */
  all_bytes?: number;
  /** What makes a body that was cut short whole, so that its parser gives what came. */
  ending?: string;
  /** What ends a field: one that uses the budget up loses its end, and the short ones behind it are still read. */
  delimiter?: string;
}

/** A body on its way in. */
export interface OpenBody {
  /** The bytes, as they come; ends early when the reading is stopped. */
  source: Readable;
  /** A file begins: its bytes are on their way to the disk before the first of them is there. */
  beginFile(): void;
  /** These bytes of a file left the memory: they no longer count. */
  passOn(bytes: number): void;
  /** Refuses the body with 413, but reads it to its end. */
  refuse(): void;
  /** Reads no further: what came so far is all there is. */
  stop(refusal: HttpError): void;
  /** Why the reading was stopped. */
  refusal(): HttpError | undefined;
  /** Nobody reads any more. What is held stays counted until the answer is out. */
  close(): void;
  /** Acquires the slot again that was released while the body came. False when none is free. */
  resume(): Promise<boolean>;
}

// Bytes of a file that are on their way from the line to the disk.
const inPipes = 2 ** 18;
// For the fields behind one that was too long, and how long that one may be for them to be waited for.
const forTheRest = 2 ** 16;
const mostSkipped = 2 ** 24;

// No browser sends a form byte by byte, each in a chunk of its own: that costs time, not memory.
const crumb = 64;
const mostCrumbs = 4096;

/**
 * Opens the body; undefined when the request has none, or when it was read already.
 * The reading is stopped with 413 beyond the budget, 503 when the bodies of all requests leave no memory, 408 when it
 * comes too slowly, 400 when the line breaks.
 */
export function openBody(req: Request, res: Response, budget: Budget): OpenBody | undefined {
  const body = guardedBody(req);
  if (!body || body.is_read) return undefined;
  body.is_read = true;
  const holding = body.memory.hold(body.sender());
  res.once('close', () => holding.leave());
  const { held_bytes, all_bytes = Infinity, ending = '', delimiter } = budget;
  const sum = { read: 0, fed: 0, passed: 0 };
  let refusal: HttpError | undefined;
  let over: HttpError | undefined;
  let wasSkipped = false;
  let hasFile = false;
  let skip: ReturnType<typeof skipTo> | undefined;
  const maySkip = () =>
    delimiter && !wasSkipped && Number(req.headers['content-length'] ?? 0) <= held_bytes + mostSkipped;
  const overBudget = (piece: Buffer) => {
    if (maySkip()) {
      over = formTooLarge();
      wasSkipped = true;
      skip = skipTo(delimiter!);
    } else stop(formTooLarge());
    return piece;
  };
  const feed = (piece: Buffer) => {
    sum.fed += piece.length;
    const more = (hasFile ? inPipes : 0) + (wasSkipped ? forTheRest : 0);
    if (sum.fed - sum.passed > held_bytes + more) return overBudget(piece);
    if (!holding.take(piece.length)) {
      res.set('Retry-After', '30');
      stop(memoryFull());
    }
    return piece;
  };
  let crumbs = 0;
  const source = inspectChunks(
    keepLanguage((given: Buffer) => {
      sum.read += given.length;
      if (given.length < crumb) crumbs += 1;
      if (crumbs > mostCrumbs && crumbs * 256 > sum.read) stop(badRequest(translate(inCrumbs)));
      if (sum.read > (wasSkipped ? held_bytes + mostSkipped : all_bytes)) stop(formTooLarge());
      const piece = skip ? skip(given) : given;
      if (!piece) return undefined;
      skip = undefined;
      return feed(piece);
    }),
  );
  const stop = (why: HttpError) => {
    if (refusal || (req.complete && source.writableEnded)) return;
    refusal = why;
    req.unpipe(source);
    source.end(ending);
  };
  const broken = () => req.complete || stop(notWhole());
  body.stop = stop;
  req.once('close', broken);
  const resume = pauseSlot(req);
  req.pipe(source);
  return {
    source,
    resume,
    beginFile: () => void (hasFile = true),
    passOn(bytes) {
      sum.passed += bytes;
      holding.give(bytes);
    },
    refuse: () => void (over ??= formTooLarge()),
    stop,
    refusal: () => refusal ?? over,
    close() {
      body.stop = undefined;
      req.off('close', broken);
      req.unpipe(source);
    },
  };
}

/**
 * Reads the body with a parser of the Express kind, into `req.body`. What came before the reading was stopped, or
 * before the parser refused it, stays there.
 * @param parserFor makes the parser; it gets the open body, to say what left the memory or to stop
 * @throws HttpError 400, 408, 413, 415 or 503; other errors are ours
 */
export async function readBody(
  req: Request,
  res: Response,
  budget: Budget,
  parserFor: (open: OpenBody) => RequestHandler,
): Promise<void> {
  const open = openBody(req, res, budget);
  if (!open) return;
  const standIn = standInFor(req, open.source);
  try {
    await new Promise<void>((resolve, reject) => {
      const done = (error?: unknown) => (error ? reject(refusalOf(error)) : resolve());
      void parserFor(open)(standIn, res, done);
    });
  } catch (error) {
    throw open.refusal() ?? error;
  } finally {
    req.body = standIn.body as unknown;
    open.close();
  }
  const isBack = await open.resume();
  const refusal = open.refusal() ?? (isBack ? undefined : overloaded('writing'));
  if (refusal) throw refusal;
}

/** What a parser sees instead of the request: it cannot read on behind our back, nor know that more was announced. */
function standInFor(req: Request, source: Readable): Request {
  const { 'content-length': _length, ...headers } = req.headers;
  const known = { headers: { ...headers, 'transfer-encoding': 'chunked' }, method: req.method, url: req.url };
  return Object.assign(source, known) as unknown as Request;
}

/** Parsers' own refusals in our words. Errors of the disk and the database carry a code and no status: those are ours. */
function refusalOf(error: unknown): unknown {
  if (isHttpError(error) && 'fields' in error) return error;
  const { code, status } = error as { code?: string; status?: number };
  if (status === 413 || /^LIMIT_(FILE|FIELD_VALUE|FIELD_COUNT|PART)/.test(code ?? '')) return formTooLarge();
  if (status !== undefined && status < 500) return httpError(status, 'bad_form', translate(unreadable));
  if (code?.startsWith('LIMIT_') || (error instanceof Error && error.name === 'MulterError'))
    return badRequest(translate(unreadable));
  return code === undefined ? notWhole() : error;
}

const unreadable = N_('The form could not be read. Open the page again and send it once more.');

const inCrumbs = N_('The form came in too many small pieces. Send it in one.');

const formTooLarge = () =>
  httpError(413, 'form_too_large', __('The form holds too much. Shorten the text, or send fewer files.'));

const memoryFull = () =>
  httpError(
    503,
    'too_busy',
    __('Too much is being sent to this site at the moment. Send it again in half a minute.'),
  );

const notWhole = () => badRequest(__('The form did not arrive whole. Send it once more.'));
