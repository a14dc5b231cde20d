// import/records/comments.ts: a batch of one post's comments, with their threads, kinds and statuses.
import { findPost } from '../../posts/queries/find.ts';
import type { Comment, CommentStatus } from '../../comments/comment.ts';
import { cleanUrl } from '../../comments/form/form.ts';
import { userIds } from './authors.ts';
import { dateInKey, wxrDate } from './dates.ts';
import { keptId } from '../wxr/highest-ids.ts';
import { type Importing, writing } from '../importing.ts';
import { metaOf } from '../wxr/meta.ts';
import { idsIn } from '../wxr/php-ids.ts';
import { plainWords } from './plain-words.ts';
import { importedIds, rememberImported } from '../queries/imported.ts';
import { linkLater, type Link } from '../queries/links.ts';
import { freeIds, insertComments } from '../queries/rows.ts';
import type { WxrComment, WxrMeta } from '../wxr/wxr.ts';

/** Brings comments of `run.post_id` in; those that came before are passed over. */
export async function importComments(run: Importing, comments: WxrComment[]): Promise<void> {
  const { post_id, summary } = run;
  if (!comments.length) return;
  if (!post_id) return summary.leftOut('comments', 'their post was left out', comments.length);
  const byKey = new Map(comments.map((comment) => [commentKey(post_id, comment), comment]));
  const known = await importedIds(run.blog.db, run.site, 'comment', [...byKey.keys()]);
  const fresh = [...byKey].filter(([key]) => !known.has(key));
  await writing(run.blog, (blog) => insertFresh({ ...run, blog }, post_id, fresh));
  for (const [key, { fields }] of byKey) {
    const kind = kindOf(fields) === 'comment' ? 'comments' : 'trackbacks and pingbacks';
    if (known.has(key)) summary.alreadyThere(kind);
    else summary.cameIn(kind);
  }
}

async function insertFresh(run: Importing, post_id: number, fresh: [string, WxrComment][]): Promise<void> {
  const { db } = run.blog;
  const users = await userIds(
    run,
    fresh.map(([, { fields }]) => (fields.user_id ?? '').trim()),
  );
  const free = await freeIds(
    db,
    'comments',
    fresh.map(([, { fields }]) => keptId(fields.id)),
  );
  const date = run.post_date ?? (await findPost(db, post_id))?.published_at ?? run.blog.now();
  const rows = fresh.map(([, comment]) => rowOf(run, { id: post_id, date }, comment, users));
  // Kept ids and counted ones differ in their columns, so they go in separately.
  const keeps = rows.map(({ id }) => id !== undefined && free.delete(id));
  const kept = await insertComments(
    db,
    rows.filter((_row, index) => keeps[index]),
  );
  const counted = await insertComments(
    db,
    rows.filter((_row, index) => !keeps[index]).map(({ id: _id, ...row }) => row),
  );
  const ids = keeps.map((keep) => (keep ? kept.shift()! : counted.shift()!));
  const records = fresh.map(([foreign_key, { fields }], index) => ({
    kind: 'comment' as const,
    foreign_key,
    foreign_id: (fields.id ?? '').trim(),
    local_id: ids[index]!,
  }));
  await rememberImported(db, run.site, records);
  const links = fresh.flatMap(([, comment], index) => linksOf(comment, ids[index]!));
  for (const [, { meta }] of fresh) tellUnread(run, meta);
  await linkLater(db, run.site, links);
}

/** What plugins say of a comment that means nothing here, by the beginning of its keys. */
const unread: [RegExp, string][] = [
  [/^(?:cld_|wpulike|_liked|comment_like|wpdiscuz_votes|_wpac_like|_commentliked)/, 'likes'],
  [/^(?:_?stcr|subscribe_|_sg_subscribe|wpdiscuz_subscri)/, 'subscriptions'],
  [/^(?:rating$|_?comment_rating|crfp)/, 'ratings'],
];

/** Such meta is kept as data, and the summary says so. */
function tellUnread({ summary }: Importing, meta: WxrMeta[]): void {
  for (const { key } of meta)
    for (const [shape, what] of unread)
      if (shape.test(key)) summary.told('comments', `${what} of a plugin are kept as data, and not shown`);
}

/** Under which plugins keep the files of a comment: one number a row, or lists of them. */
const fileKeys = [
  'attachment_id',
  'wmu_attachments',
  'attachmentId',
  'attachment_ids',
  'comment_attachment_id',
  'comment_image_reloaded',
  'comment_image_id',
];

/** What it answers, and the files that hang on it: both may come later in the file. */
function linksOf({ fields, meta }: WxrComment, local_id: number): Link[] {
  const parent = (fields.parent ?? '').trim();
  const named = meta.filter(({ key }) => fileKeys.includes(key)).flatMap(({ value }) => idsIn(value));
  const files = [...new Set(named)];
  return [
    ...(parent && parent !== '0'
      ? [{ field: 'comments.parent_id' as const, local_id, foreign_id: parent }]
      : []),
    ...files.slice(0, mostFiles).map((id, position): Link => ({
      field: `attachments.${position}`,
      local_id,
      foreign_id: String(id),
    })),
  ];
}

/** More than any comment may have. */
const mostFiles = 100;

function rowOf(
  run: Importing,
  post: { id: number; date: Date },
  { fields, meta }: WxrComment,
  users: Map<string, number>,
): Partial<Comment> {
  const text = (field: string) => (fields[field] ?? '').trim();
  return {
    id: keptId(fields.id) || undefined,
    post_id: post.id,
    type: kindOf(fields) as Comment['type'],
    content_format: fields.content_format === 'markdown' ? 'markdown' : 'html',
    status: statusOf(text('approved')),
    author_name: plainWords(text('author')).slice(0, 245),
    author_email: text('author_email').slice(0, 100),
    author_url: cleanUrl(text('author_url').slice(0, 200)),
    author_ip: text('author_IP').slice(0, 100),
    user_agent: text('agent').slice(0, 254),
    user_id: users.get(text('user_id')) ?? null,
    content: fields.content ?? '',
    posted_at: wxrDate(fields.date_gmt) ?? wxrDate(fields.date, run.zone) ?? post.date,
    ...formerStatus(text('approved'), meta),
    meta: metaOf(meta.filter(({ key }) => !columns.includes(key))),
  };
}

/** Meta that becomes a column, and is not kept twice. */
const columns = ['_wp_trash_meta_status', '_wp_trash_meta_time'];

/** What a comment in the trash or in spam was before, and since when it is there. */
function formerStatus(approved: string, meta: WxrMeta[]): Partial<Comment> {
  const status = statusOf(approved);
  if (status !== 'trash' && status !== 'spam') return {};
  const of = (name: string) => meta.find(({ key }) => key === name)?.value.trim();
  const before = of(columns[0]!);
  const seconds = Number(of(columns[1]!));
  return {
    ...(before === undefined ? {} : { former_status: statusOf(before) }),
    ...(seconds > 0 && seconds < 1e11 ? { status_changed_at: new Date(seconds * 1000) } : {}),
  };
}

function commentKey(post_id: number, { fields }: WxrComment): string {
  const id = fields.id?.trim() || `${post_id} ${fields.author ?? ''} ${(fields.content ?? '').slice(0, 200)}`;
  return `${id} ${dateInKey(fields.date_gmt, fields.date)}`.slice(0, 300);
}

const kindOf = (fields: Record<string, string>): string =>
  (fields.type ?? '').trim().slice(0, 50) || 'comment';

function statusOf(approved: string): CommentStatus {
  if (['1', 'approve', 'approved'].includes(approved)) return 'approve';
  if (approved === 'spam') return 'spam';
  return approved === 'trash' || approved === 'post-trashed' ? 'trash' : 'hold';
}
