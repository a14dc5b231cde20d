// library/rest/edit.ts: changes the pixels of a picture, as a new file beside it; has sizes made again.
import { announce } from '../../announcements.ts';
import type { z } from 'zod';
import { inRestWords } from '../../base/rest/refusals.ts';
import { restError, type RestCall } from '../../base/rest/route.ts';
import type { Blog } from '../../blog.ts';
import type { Media } from '../../media/media.ts';
import { editCopy, type CopyStep } from '../../media/pictures/edit-copy.ts';
import { isDecodable } from '../../media/pictures/images.ts';
import type { editArgs, Modifier } from './args.ts';
import { mediaItems } from './item.ts';
import { allowedOn } from './permissions.ts';
import { changeable, made, wordsOf } from './save.ts';

type Args = z.output<typeof editArgs>;

/** @throws HttpError 400, 401, 403, 404 */
export async function editMedia(blog: Blog, call: RestCall<Args>): Promise<unknown> {
  const { args, asker } = call;
  const media = await changeable(blog, call, args.id);
  if (!isNamed(media, args.src, blog))
    throw restError(404, 'rest_unknown_attachment', 'Unable to get meta information for file.');
  if (!isDecodable(media.mime_type) || (media.frames ?? 1) > 1)
    throw restError(400, 'rest_cannot_edit_file_type', 'This type of file cannot be edited.');
  const steps = args.modifiers ? args.modifiers.map(stepOf) : olderSteps(args);
  if (!steps.length)
    throw restError(
      400,
      'rest_image_not_edited',
      'The image was not edited. Edit the image before applying the changes.',
    );
  const words = await wordsOf(blog, call, 'upload media to this post');
  const copy = await inRestWords(() =>
    editCopy(blog, media, steps, { uploaded_by: asker!.user.id, ...words }),
  );
  return made(blog, call, copy);
}

/** Whether an address names the file, or one of its sizes. */
function isNamed({ file, renditions }: Media, src: string, { url }: Blog): boolean {
  if (!URL.canParse(src, url)) return false;
  const { pathname } = new URL(src, url);
  return [file ?? '', ...renditions.map((one) => one.file)].some(
    (key) => key && pathname === `/uploads/${key}`,
  );
}

function stepOf(modifier: Modifier): CopyStep {
  if (modifier.type === 'flip') return { act: 'flip', ...modifier.args.flip };
  if (modifier.type === 'rotate') return { act: 'rotate', angle: modifier.args.angle };
  return { act: 'crop', ...modifier.args };
}

/** The fields that came before `modifiers`: first turned, then cut. */
function olderSteps({ rotation, x, y, width, height }: Args): CopyStep[] {
  const isCut = x !== undefined && y !== undefined && width !== undefined && height !== undefined;
  return [
    ...(rotation ? [{ act: 'rotate' as const, angle: rotation }] : []),
    ...(isCut ? [{ act: 'crop' as const, left: x, top: y, width, height }] : []),
  ];
}

/** Has the sizes made again; they follow in the background. @throws HttpError 401, 403, 404 */
export async function processMedia(
  blog: Blog,
  call: RestCall<{ id: number; action: string }>,
): Promise<unknown> {
  const { args, asker, reply } = call;
  const media = await changeable(blog, call, args.id);
  reply.headers.Allow = 'POST';
  if (allowedOn(media, asker).includes('POST')) await announce(blog, 'media.kept', { media_id: media.id });
  const [item] = await mediaItems(blog, [media], { asker, context: 'edit' });
  return item;
}
