// site/attachment-page.ts: the page of one file of the library, where the owner wants files to have pages.
import type { Request, Response } from 'express';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { mediaView, type MediaView } from '../media/view.ts';
import { frame, type FrameView } from '../posts/frame.ts';
import { permalink } from '../posts/addresses/permalink.ts';
import type { Link } from '../posts/view.ts';
import { attachmentPath, type ShownFile } from './attachment-address.ts';
import { sendPage } from './send-page.ts';

/** What `site/attachment` shows. */
export interface AttachmentPage {
  frame: FrameView;
  title: string;
  media: MediaView;
  /** The owner's words about the file, as plain text. */
  description: string;
  /** The post that the file hangs on. */
  parent: Link | undefined;
}

/** Sends the page of a file that everybody may see. Always true. */
export async function sendAttachment(
  blog: Blog,
  req: Request,
  res: Response,
  { media, post }: ShownFile,
): Promise<boolean> {
  const title = media.title || media.name;
  const head = {
    title,
    canonical: attachmentPath(media),
    description: media.caption,
    body_class: 'attachment',
  };
  const page: AttachmentPage = {
    frame: await frame(blog, req, head),
    title,
    media: mediaView(media, { size: 'large' }),
    description: media.description,
    parent: post && { title: post.title || __('(no title)'), href: await permalink(blog, post) },
  };
  await sendPage(req, res, 'site/attachment', page);
  return true;
}
