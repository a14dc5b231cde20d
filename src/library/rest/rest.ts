// library/rest/rest.ts: /wp-json/wp/v2/media.
import { readId } from '../../base/http/ids.ts';
import { editable, restRoute, type RestCall, type RestRoute } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import { mayChange } from '../../media/permissions.ts';
import { findMedia } from '../../media/queries.ts';
import {
  changeArgs,
  createArgs,
  editArgs,
  listArgs,
  oneArgs,
  processArgs,
  removeArgs,
  type Written,
} from './args.ts';
import { editMedia, processMedia } from './edit.ts';
import { mediaBase as base } from './item.ts';
import { listMedia } from './list.ts';
import { deleteMedia, embedMedia, showMedia } from './one.ts';
import { receiveMedia } from './receive.ts';
import { changeMedia, createMedia } from './save.ts';
import { mediaSchema as schema } from './schema.ts';

const path = `${base}/(?<id>\\d+)`;
const permission = 'upload_files';
const body = { bytes: 131_072, fields: 50 };
const cannot = (what: string, words: string) => ({
  code: `rest_cannot_${what}`,
  message: `Sorry, you are not allowed to ${words}.`,
});

const allows: RestRoute<Blog>['allows'] = async (blog, { named, asker }) => {
  const id = readId(named.id);
  const media = id ? await findMedia(blog.db, id) : undefined;
  return media !== undefined && mayChange(asker?.user, media);
};

export const mediaRest: RestRoute<Blog>[] = [
  restRoute({
    methods: ['GET'],
    path: base,
    permission: 'everybody',
    args: listArgs,
    schema,
    answer: listMedia,
  }),
  restRoute({
    methods: ['POST'],
    path: base,
    permission,
    refusal: cannot('create', 'create posts as this user'),
    args: createArgs,
    schema,
    receive: receiveMedia,
    answer: createMedia,
  }),
  restRoute({
    methods: ['GET'],
    path,
    permission: 'everybody',
    args: oneArgs,
    schema,
    answer: showMedia,
    embed: embedMedia,
  }),
  restRoute({
    methods: editable,
    path,
    permission,
    refusal: cannot('edit', 'edit this post'),
    allows,
    args: changeArgs,
    schema,
    body,
    answer: (blog, call) => changeMedia(blog, call as RestCall<Written & { id: number }>),
  }),
  restRoute({
    methods: ['DELETE'],
    path,
    permission,
    refusal: cannot('delete', 'delete this post'),
    allows,
    args: removeArgs,
    schema,
    answer: deleteMedia,
  }),
  restRoute({
    methods: ['POST'],
    path: `${path}/edit`,
    permission,
    refusal: cannot('edit_image', 'upload media on this site'),
    allows,
    args: editArgs,
    body,
    answer: editMedia,
  }),
  restRoute({
    methods: ['POST'],
    path: `${path}/post-process`,
    permission,
    refusal: cannot('edit', 'edit this post'),
    allows,
    args: processArgs,
    body,
    answer: processMedia,
  }),
];
