// base/page-cache/rooms.ts: pages by their address alone, and apart from them those with a query, of which there may be any number.
import { openPages, type Pages } from './pages.ts';

/** So much of the room is for pages that strangers can ask for in any number of ways. */
const openEndedShare = 1 / 4;

/** @param room in bytes */
export function openRooms(room: number, isOpenEnded: (key: string) => boolean): Pages {
  const plain = openPages(room * (1 - openEndedShare));
  const openEnded = openPages(room * openEndedShare);
  const of = (key: string) => (isOpenEnded(key) ? openEnded : plain);
  return {
    get: (key, now) => of(key).get(key, now),
    getOld: (key) => of(key).getOld(key),
    // Both hear of every change.
    mark: () => plain.mark(),
    put: (key, page, mark) => of(key).put(key, page, mark),
    grow: (key, page, bytes) => of(key).grow(key, page, bytes),
    forget(tag) {
      plain.forget(tag);
      openEnded.forget(tag);
    },
    size() {
      const [one, other] = [plain.size(), openEnded.size()];
      return { pages: one.pages + other.pages, bytes: one.bytes + other.bytes };
    },
  };
}
