// base/http/assets.ts: what pages load of the project itself: addresses that tell the content, kept by browsers for a year.
import fs from 'node:fs';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { projectFolder } from '../project.ts';

const publicFolder = path.join(projectFolder, 'public');
const builtFolder = path.join(projectFolder, 'dist/public');
const manifestFile = path.join(builtFolder, 'manifest.json');
const isDevelopment = process.env.NODE_ENV === 'development';

interface Built {
  /** `css/site.css` → `css/site-5F2KQ7ZD.css`, as the build wrote it. */
  names: Map<string, string>;
  /** Every file of the build, with those of the build before and the compressed ones. */
  files: Set<string>;
  changed: number;
}

let known: Built | undefined;

/**
 * The address of a file of the build.
 * @param name such as `css/site.css` or `js/comments.js`
 * @returns an address that changes with the content; the plain one where nothing is built
 * @throws Error in development and tests when the build has no such file
 */
export function assetAddress(name: string): string {
  const { names } = built();
  const file = names.get(name);
  const isStrict = isDevelopment || process.env.NODE_ENV === 'test';
  if (!file && names.size && isStrict) throw new Error(`the build has no asset ${name}`);
  return `/public/${file ?? name}`;
}

/**
 * Serves `dist/public` and `public`, for GET and HEAD, with ranges and 304. Files of the build come as Brotli or gzip
 * where the browser takes it (RFC 9110, section 12.5.3) and are immutable (RFC 8246). Their plain names lead to the same
 * bytes, for a minute only: templates written by owners use them.
 */
export function assetFiles(): RequestHandler {
  const own = express.static(publicFolder, { index: false, maxAge: '1h', setHeaders: forAnySite });
  const ofBuild = express.static(builtFolder, { index: false, cacheControl: false, setHeaders: forAnySite });
  return (req, res, next) => {
    const { names } = built();
    const asked = req.path.slice(1);
    const file = names.get(asked) ?? asked;
    if (!isHashed.test(file)) return own(req, res, next);
    const { url } = req;
    req.url = `/${file}${packed(req, res, file)}`;
    res.type(path.extname(file));
    res.set('Cache-Control', file === asked ? `public, max-age=${year}, immutable` : 'public, max-age=60');
    ofBuild(req, res, (error?: unknown) => {
      req.url = url;
      // A page that says what is wrong has another form than the file.
      for (const header of ofFile) res.removeHeader(header);
      next(error);
    });
  };
}

// A post in a sandboxed frame on another site is of no site at all; its sheet and script must load there too.
const forAnySite = (res: Response) => res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');

const year = 365 * 86_400;
const isHashed = /^(?:css|js|svg|fonts)\/[\w-]+-[A-Z0-9]{8}\.(?:css|js|svg|woff2)$/;
const ofFile = [
  'Content-Encoding',
  'Content-Type',
  'Cache-Control',
  'ETag',
  'Last-Modified',
  'Accept-Ranges',
];
const codings = { br: '.br', gzip: '.gz' };

/** The ending of the compressed file to send instead; '' for none. Says so in the answer. */
function packed(req: Request, res: Response, file: string): string {
  const { files } = built();
  const there = Object.entries(codings).filter(([, ending]) => files.has(file + ending));
  if (there.length) res.vary('Accept-Encoding');
  const found = there.find(([coding]) => req.acceptsEncodings(coding));
  if (found) res.set('Content-Encoding', found[0]);
  return found?.[1] ?? '';
}

/** What the build made. Read once: markup and assets of a process belong together; in development whenever it changes. */
function built(): Built {
  if (known && !isDevelopment) return known;
  const changed = fs.statSync(manifestFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (known?.changed === changed) return known;
  const names = changed ? (JSON.parse(fs.readFileSync(manifestFile, 'utf8')) as Record<string, string>) : {};
  const files = changed ? fs.readdirSync(builtFolder, { recursive: true, encoding: 'utf8' }) : [];
  known = {
    names: new Map(Object.entries(names)),
    files: new Set(files.map((file) => file.split(path.sep).join('/'))),
    changed,
  };
  return known;
}
