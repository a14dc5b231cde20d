// comments/thread/mentions.ts: what other sites say of a post, next to its conversation: mentions, and the faces of those who like it.
import type { Database } from '../../base/database/database.ts';
import { __, _n } from '../../base/language/gettext.ts';
import { fileUrl } from '../../media/media.ts';
import { mediaByIds } from '../../media/queries.ts';
import type { Post } from '../../posts/post.ts';
import type { AvatarOf, AvatarView } from '../avatar.ts';
import { cleanUrl } from '../form/form.ts';
import { inThread } from './placement.ts';
import { countApart, shownApart } from './mention-queries.ts';
import type { ThreadedComment } from './queries.ts';
import type { Discussion } from '../settings.ts';
import { readId } from '../../base/http/ids.ts';

const mostMentions = 200;
const mostFaces = 300;

export interface FaceView {
  id: number;
  name: string;
  url: string;
  avatar: AvatarView | undefined;
}

/** Likes, reposts or bookmarks. */
export interface FacesView {
  title: string;
  people: FaceView[];
}

/** What is shown apart. */
export interface Apart {
  mentions: ThreadedComment[];
  faces: ThreadedComment[];
  /** All there are, shown or not. */
  counts: { mention: number; face: number };
}

const nothing: Apart = { mentions: [], faces: [], counts: { mention: 0, face: 0 } };

/** Finds mentions and faces; mentions that are shown in the conversation are not counted. */
export async function apartOf(
  db: Database,
  { id, comment_count }: Pick<Post, 'id' | 'comment_count'>,
  rules: Discussion,
): Promise<Apart> {
  if (!comment_count) return nothing;
  const found = await countApart(db, id);
  const counts = inThread(rules).includes('mention') ? { ...found, mention: 0 } : found;
  return {
    counts,
    mentions: counts.mention ? await shownApart(db, id, 'mention', mostMentions) : [],
    faces: counts.face ? await shownApart(db, id, 'face', mostFaces) : [],
  };
}

/** The pictures of these authors, by the comment's id: kept here, so that no other site learns who reads. */
export async function photosOf(db: Database, rows: ThreadedComment[]): Promise<Map<number, string>> {
  const idOf = ({ meta }: ThreadedComment) => readId(meta.author_photo?.[0]) ?? 0;
  const media = await mediaByIds(db, [...new Set(rows.map(idOf).filter(Boolean))]);
  return new Map(
    rows.flatMap((row): [number, string][] => {
      const file = media.get(idOf(row))?.file;
      return file ? [[row.id, fileUrl(file)]] : [];
    }),
  );
}

const groups: [type: string, title: (count: number) => string][] = [
  ['like', (count) => (count === 1 ? __('One like') : _n('%s like', '%s likes', count))],
  ['repost', (count) => (count === 1 ? __('One repost') : _n('%s repost', '%s reposts', count))],
  ['bookmark', (count) => (count === 1 ? __('One bookmark') : _n('%s bookmark', '%s bookmarks', count))],
];

/** Faces by what their pages did. */
export function facesView(
  faces: ThreadedComment[],
  { avatarOf, photos }: { avatarOf: AvatarOf; photos: Map<number, string> },
): FacesView[] {
  return groups.flatMap(([type, titleOf]) => {
    const rows = faces.filter(({ meta }) => meta.mention_type?.[0] === type);
    const people = rows.map((row): FaceView => {
      const name = row.author_name || __('Anonymous');
      const url = cleanUrl(row.author_url);
      const avatar = avatarOf({ name, email: '', user_id: null, photo: photos.get(row.id) });
      return { id: row.id, name, url, avatar };
    });
    return rows.length ? [{ title: titleOf(rows.length), people }] : [];
  });
}
