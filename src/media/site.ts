// media/site.ts: where files are read: /uploads/… and the addresses they had in WordPress.
import { create as contentDisposition } from 'content-disposition';
import { Router, type Request, type Response } from 'express';
import { may } from '../accounts/user.ts';
import { notFound } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import { settings } from '../base/settings/settings.ts';
import { extensionFor, kindOf } from './file-types.ts';
import { fileUrl, renditionsOf, variantsOf, withVersion, type Media } from './media.ts';
import { mediaMayBeRead } from './may-read.ts';
import { chooseFormat, isNegotiated, type Chosen } from './pictures/negotiate.ts';
import { findMediaByOldFile, mediaByFiles } from './queries.ts';
import { mediaSettings, opensInBrowser } from './settings.ts';
import { tokenOpens } from './signed-link.ts';

export function mediaSite(blog: Blog): Router {
  const router = Router();

  router.get('/uploads/*key', async function sendKept(req, res) {
    const key = keyOf(req);
    const media = (await mediaByFiles(blog.db, [key], { former: true })).get(key);
    const isTrusted = tokenOpens(blog, key, req.query.token) || may(req.user, 'moderate_comments');
    if (!media || asksForSize(req) || !mediaMayBeRead(media, isTrusted)) throw notFound('file');
    if (!isCurrent(media, key)) {
      // A size from before the last edit: pages and feeds elsewhere still name it, and it may show what was cut away.
      res.redirect(302, fittingOf(media, widthIn(key))!);
      return;
    }
    // What a picture was before it was edited may show what should not be seen.
    if (key === media.original_file && !isTrusted) throw notFound('file');
    const chosen = chooseFormat(media, key, req.get('accept'));
    const { open_documents } = await settings(blog.db, mediaSettings);
    const opens = open_documents && opensInBrowser(media.mime_type);
    await sendMedia(blog, res, media, { key, chosen, isTrusted, version: req.query.v, opens });
  });

  router.get('/wp-content/uploads/*key', async function leadToUpload(req, res) {
    const key = keyOf(req);
    const old = key.replace(/(-\d+x\d+|-scaled|-rotated)(\.\w+)$/, '$2');
    const scaled = old.replace(/(\.\w+)$/, '-scaled$1');
    const media = await findMediaByOldFile(blog.db, [key, old, scaled]);
    if (!media || !mediaMayBeRead(media, false)) throw notFound('file');
    const fitting = fittingOf(media, widthIn(key));
    if (fitting) return res.redirect(301, fitting);
    // A file that is not here yet: where its old address is this site, nothing answers there.
    const { host, href } = new URL(media.remote_url!);
    if (host === new URL(blog.url).host) throw notFound('file');
    res.redirect(302, href);
  });

  return router;
}

const isCurrent = (media: Media, key: string): boolean =>
  key === media.file ||
  key === media.original_file ||
  [...renditionsOf(media), ...variantsOf(media)].some(({ file }) => file === key);

const widthIn = (key: string): number => Number(/-(\d+)x\d+\.\w+$/.exec(key)?.[1] ?? 0);

/** The address of the smallest size that is wide enough, else of the file itself; undefined when it is not here. */
function fittingOf(media: Media, width: number): string | undefined {
  const fitting = width ? renditionsOf(media).find((one) => one.width >= width) : undefined;
  if (fitting) return fileUrl(fitting.file);
  return media.file ? withVersion(fileUrl(media.file), media) : undefined;
}

interface Sending {
  key: string;
  chosen: Chosen;
  isTrusted: boolean;
  version: unknown;
  /** A document that is shown, not saved. */
  opens: boolean;
}

/** Some viewers of PDF are pages with sheets of their own, which the file's policy would forbid them. */
const policyOf = (mime_type: string) =>
  `default-src 'none'; ${mime_type === 'application/pdf' ? "object-src 'self'; style-src 'unsafe-inline'; " : ''}sandbox`;

/** Sends the bytes with ranges and validators, so that a browser neither runs nor guesses at them. */
function sendMedia(
  blog: Blog,
  res: Response,
  media: Media,
  { key, chosen, isTrusted, version, opens }: Sending,
): Promise<void> {
  const isOriginal = key === media.file || key === media.original_file;
  const { file, mime_type } = chosen;
  const isOpen =
    media.is_public && media.post_is_public && media.status === 'ready' && key !== media.original_file;
  // A rendition never changes; the file itself may be edited or replaced under its address.
  const isFixed = !isOriginal || version === String(media.version);
  res.set({
    'Content-Type': mime_type.startsWith('text/') ? `${mime_type}; charset=utf-8` : mime_type,
    'X-Content-Type-Options': 'nosniff',
    // Feed readers on the web show the pictures of a public post on their own pages.
    'Cross-Origin-Resource-Policy': isOpen ? 'cross-origin' : 'same-site',
    'Content-Security-Policy': opens ? policyOf(mime_type) : "default-src 'none'; sandbox",
    'Content-Disposition': disposition(media, chosen, opens),
    ETag: `"${media.status}-${media.version}-${file}"`,
    ...(isNegotiated(media) && { Vary: 'Accept' }),
    // no-transform: a compressed answer has no byte ranges.
    'Cache-Control':
      isOpen || !isTrusted
        ? `public, max-age=${isFixed ? '31536000, immutable' : '3600'}, no-transform`
        : 'private, no-store, no-transform',
  });
  return new Promise((resolve, reject) => {
    res.sendFile(file, { root: blog.storage.folder, dotfiles: 'deny', cacheControl: false }, (error) => {
      const { code, status } = (error ?? {}) as { code?: string; status?: number };
      if (!error || code === 'ECONNABORTED' || code === 'EPIPE') resolve();
      else if (status === 404) reject(notFound('file'));
      else reject(error);
    });
  });
}

/** Pictures, sound and films are shown; everything else is saved, under the name its sender gave it. */
function disposition(media: Media, { file, mime_type }: Chosen, opens: boolean): string {
  const isOriginal = file === media.file || file === media.original_file;
  const isShown = opens || !isOriginal || kindOf(media.mime_type) !== 'file';
  const name = isOriginal ? media.name : `${media.name.replace(/\.[^.]*$/, '')}.${extensionFor(mime_type)}`;
  return contentDisposition(name, { type: isShown ? 'inline' : 'attachment' });
}

// A size is a file with its own address; asking for another makes no picture (and no second copy in a cache).
const asksForSize = (req: Request) =>
  ['w', 'h', 'width', 'height', 'size', 'resize', 'fit'].some((name) => req.query[name] !== undefined);

/** @throws HttpError 404 for what no file could be called */
function keyOf(req: Request): string {
  const key = ([] as string[]).concat(req.params.key ?? []).join('/');
  if (/[\p{Cc}\\]/u.test(key) || key.length > 500) throw notFound('file');
  return key;
}
