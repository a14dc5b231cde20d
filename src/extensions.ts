// extensions.ts: collects what features offer one another into one typed record.
import { may } from './accounts/user.ts';
import { createApp } from './app.ts';
import { serveLocally } from './base/fetch/local-socket.ts';
import type { Extensions, OwnPages } from './blog.ts';
import type { Feature } from './feature.ts';

/** What these features offer, in their order; the lines of the menu by their position. */
export function extensionsOf(features: Feature[]): Extensions {
  return {
    admin_menu: features
      .flatMap(({ admin }) => admin?.menu ?? [])
      .toSorted((a, b) => a.position - b.position),
    may,
    waiting: features.flatMap(({ admin }) => admin?.waiting ?? []),
    admin_bar: features.flatMap(({ admin_bar }) => admin_bar ?? []),
    user_pictures: features.flatMap(({ user_pictures }) => user_pictures ?? []),
    regions: features.flatMap(({ regions }) => regions ?? []),
    live_lists: features.flatMap(({ live_lists }) => live_lists ?? []),
    samples: features.flatMap(({ samples }) => samples ?? []),
    media_uses: features.flatMap(({ media_uses }) => media_uses ?? []),
    meta_boxes: features.flatMap(({ meta_box }) => meta_box ?? []),
    personal_data: features.flatMap(({ personal_data }) => personal_data ?? []),
    privacy_policy: features.flatMap(({ privacy_policy }) => privacy_policy ?? []),
    own_pages: ownPages(features),
  };
}

/** Opens the application once more, on a socket of this process alone. Its requests do not fill the log. */
const ownPages =
  (features: Feature[]): OwnPages =>
  (blog) =>
    serveLocally(createApp({ ...blog, log: blog.log.child({}, { level: 'warn' }) }, features));
