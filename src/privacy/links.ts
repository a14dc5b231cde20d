// privacy/links.ts: the links that are mailed: one that confirms a request, one that leads to the file with the data.
import { isSignature, signatureOf } from '../base/signature.ts';
import type { Blog } from '../blog.ts';
import { confirm_hours, file_days, hour, type DataRequest } from './request.ts';

/** Good once, for a time, and until another is mailed. */
export const confirmLink = (blog: Blog, request: DataRequest): string =>
  `${blog.url}/personal-data/${request.id}/confirm?key=${confirmKey(blog, request)}`;

const confirmKey = (blog: Blog, { id, kind, address, mailed_at }: DataRequest): string =>
  signatureOf(blog, 'personal data request', id, kind, address, mailed_at?.getTime() ?? 0);

/** Whether a key confirms a request now. */
export function mayConfirm(blog: Blog, request: DataRequest, key: unknown): boolean {
  const { status, mailed_at } = request;
  if (status !== 'pending' || !mailed_at) return false;
  const age = blog.now().getTime() - mailed_at.getTime();
  return age < confirm_hours * hour && isSignature(key, confirmKey(blog, request));
}

export function fileLink(blog: Blog, request: DataRequest): string {
  const until = blog.now().getTime() + file_days * 24 * hour;
  return `${blog.url}/personal-data/${request.id}/file?until=${until}&key=${fileKey(blog, request, until)}`;
}

const fileKey = (blog: Blog, { id, address }: DataRequest, until: number): string =>
  signatureOf(blog, 'personal data file', id, address, until);

/** Whether a link leads to the data of a request now. */
export function mayFetch(
  blog: Blog,
  request: DataRequest,
  { until, key }: { until?: unknown; key?: unknown },
): boolean {
  const ends = typeof until === 'string' && /^\d{1,15}$/.test(until) ? Number(until) : 0;
  return (
    request.kind === 'export' &&
    ['confirmed', 'completed'].includes(request.status) &&
    ends > blog.now().getTime() &&
    isSignature(key, fileKey(blog, request, ends))
  );
}
