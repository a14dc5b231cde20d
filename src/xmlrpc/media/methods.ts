// xmlrpc/media/methods.ts: wp.getMediaItem, wp.getMediaLibrary, metaWeblog.newMediaObject (wp.uploadFile), wp.deleteFile.
import { may, type User } from '../../accounts/user.ts';
import { inTransaction } from '../../base/database/database.ts';
import type { Blog } from '../../blog.ts';
import { mediaForList, mediaKinds } from '../../library/queries.ts';
import { storeBytes } from '../../media/store.ts';
import type { Media } from '../../media/media.ts';
import { mayChange, mayRemove } from '../../media/permissions.ts';
import { findMedia } from '../../media/queries.ts';
import { removeMedia } from '../../media/remove.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { fault, notAllowed } from '../protocol/fault.ts';
import { idIn, numberIn, structIn, textIn, type Value } from '../protocol/values.ts';
import { editablePost } from '../posts/find.ts';
import { mediaOfPost } from '../queries.ts';
import { mediaStruct } from './view.ts';

export const mediaMethods: Method[] = [
  signed('wp.getMediaItem', { least: 4 }, async ({ blog, user, args }) =>
    mediaStruct(blog, await ownItem(blog, user, idIn(args[1]))),
  ),
  signed('wp.getMediaLibrary', {}, getMediaLibrary),
  signed('wp.uploadFile', { least: 4 }, newMediaObject),
  signed('metaWeblog.newMediaObject', { least: 4 }, newMediaObject),
  signed('wp.deleteFile', { least: 4 }, deleteFile),
];

/** Files that a list gives at once. */
const mostFiles = 100;

function refuseStranger(user: User): void {
  if (!may(user, 'upload_files')) throw notAllowed('upload files');
}

/** @throws Fault 401, 404 */
async function ownItem(blog: Blog, user: User, id: number): Promise<Media> {
  refuseStranger(user);
  const media = id ? await findMedia(blog.db, id) : undefined;
  if (!media || !mayChange(user, media)) throw fault(404, 'Invalid attachment ID.');
  return media;
}

async function getMediaLibrary({ blog, user, args }: SignedCall): Promise<Value> {
  refuseStranger(user);
  const filter = structIn(args[1]);
  const slice = {
    limit: numberIn(filter.number, mostFiles, mostFiles),
    offset: numberIn(filter.offset, 0, 1_000_000),
  };
  const parent = idIn(filter.parent_id);
  const kind = mediaKinds.find((one) => textIn(filter.mime_type).startsWith(one));
  const own = may(user, 'edit_others_posts') ? {} : { uploaded_by: user.id };
  const found = parent
    ? await mediaOfPost(blog.db, parent, slice)
    : await mediaForList(blog.db, { view: 'all', ...(kind && { kind }), ...own }, slice);
  return found.filter((media) => mayChange(user, media)).map((media) => mediaStruct(blog, media));
}

/** The kind of a file is what its bytes are; what `type` says does not count. */
async function newMediaObject({ blog, user, args }: SignedCall): Promise<Value> {
  refuseStranger(user);
  const { name, bits, post_id } = structIn(args[1]);
  const body = Buffer.isBuffer(bits) ? bits : Buffer.from(textIn(bits), 'latin1');
  if (!textIn(name) || !body.length) throw fault(500, 'The file came without its name or its bytes.');
  const post = idIn(post_id) ? await editablePost(blog, user, idIn(post_id)) : undefined;
  const origin = { source: 'library' as const, uploaded_by: user.id, ...(post && { post_id: post.id }) };
  const media = await inTransaction(blog, (blog) =>
    storeBytes(blog, { name: textIn(name), body, ...origin }),
  );
  const struct = mediaStruct(blog, media);
  return { ...struct, id: String(media.id), file: media.name, url: struct.link! };
}

async function deleteFile({ blog, user, args }: SignedCall): Promise<Value> {
  const media = await ownItem(blog, user, idIn(args[1]));
  if (!mayRemove(user, media)) throw notAllowed('delete this file');
  await inTransaction(blog, (blog) => removeMedia(blog, [media.id]));
  return true;
}
