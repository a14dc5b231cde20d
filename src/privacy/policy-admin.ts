// privacy/policy-admin.ts: Settings → Privacy → Policy guide: what a privacy policy says of this site, and a page with it.
import { Router, type Request, type Response } from 'express';
import { needs } from '../accounts/guard.ts';
import { adminFrame } from '../base/admin/frame.ts';
import { leaveNotice } from '../base/admin/notices.ts';
import { formBody } from '../base/http/form-body.ts';
import { __ } from '../base/language/gettext.ts';
import type { Blog } from '../blog.ts';
import { postForm } from '../writing/form.ts';
import { savePost } from '../writing/save.ts';
import { policyBlock, policyHtml } from './policy.ts';

const path = '/privacy-policy-guide';

export function policyAdmin(blog: Blog): Router {
  const router = Router();
  router.use(path, needs('manage_options'));
  router.get(path, showGuide.bind(null, blog));
  router.post(path, formBody('10kb', 10), makePage.bind(null, blog));
  return router;
}

async function showGuide(blog: Blog, req: Request, res: Response): Promise<void> {
  res.render('privacy/admin-guide', {
    frame: await adminFrame(blog, req, { title: __('Privacy policy guide') }),
    html: await policyHtml(blog),
    block: policyBlock,
  });
}

/** A draft: its owner reads it, adds who they are, and publishes it. */
async function makePage(blog: Blog, req: Request, res: Response): Promise<void> {
  const form = postForm({
    act: 'draft',
    content_format: 'html',
    title: __('Privacy Policy'),
    content: policyBlock,
  });
  if ('problems' in form) throw new Error('the page of the privacy policy is no page');
  const page = await savePost(blog, req.user!, { ...form.words, type: 'page' });
  leaveNotice(
    req,
    __('A draft was made. Add who you are, publish it, and choose it under Settings → Privacy.'),
  );
  res.redirect(303, `/admin/pages/${page.id}`);
}
