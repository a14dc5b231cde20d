// own-pages.ts: the blog's public pages as a stranger gets them, for features that keep copies of them.
import { createApp } from './app.ts';
import { serveLocally } from './base/fetch/local-socket.ts';
import type { OwnPages } from './blog.ts';
import type { Feature } from './feature.ts';

/** Opens the application once more, on a socket of this process alone. Its requests do not fill the log. */
export const ownPages =
  (features: Feature[]): OwnPages =>
  (blog) =>
    serveLocally(createApp({ ...blog, log: blog.log.child({}, { level: 'warn' }) }, features));
