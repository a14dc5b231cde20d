// comments/form/view.ts: the comment form as a page shows it, fresh or with what was typed and refused.
import type { Request } from 'express';
import { attachmentsField, type AttachmentsFieldView } from '../../attachments/form.ts';
import { missingFiles } from '../../attachments/claimed.ts';
import { newFormKey } from '../../attachments/form-key.ts';
import { __ } from '../../base/language/gettext.ts';
import { isForAllReaders } from '../../base/page-cache/notes.ts';
import type { Blog } from '../../blog.ts';
import type { Post } from '../../posts/post.ts';
import { rememberedAuthor } from './cookies.ts';
import { limits, type CommentWords } from './form.ts';
import type { Discussion } from '../settings.ts';
import { slowNote } from './pauses.ts';
import { formSeal } from '../spam/form-seal.ts';

export interface CommentFormView {
  post_id: number;
  parent_id: number;
  title: string;
  /** Below the heading of the comments, or on a page of its own. */
  heading: 'h2' | 'h3';
  /** The form comes back with what was sent. */
  is_given_back: boolean;
  /** Leads back to a plain form; '' when this is not a reply. */
  cancel_href: string;
  /** Random, for this one form: sent twice it makes one comment. '' in a page for everybody: the script of the form makes one. */
  form_key: string;
  /** Says when this form was drawn. */
  form_seal: string;
  attachments_field: AttachmentsFieldView;
  content: string;
  /** Whether a passage of the post may be named, and which was. */
  takes_passage: boolean;
  passage: { exact: string; prefix: string; suffix: string };
  author_name: string;
  author_email: string;
  author_url: string;
  consent: boolean;
  limits: typeof limits;
  name_required: boolean;
  /** What the owner says beside the fields, or the usual words; `subscribe` is '' for none. */
  texts: { note: string; consent: string; subscribe: string };
  asks_consent: boolean;
  /** Whether emails about replies are offered, and what was chosen. */
  asks_subscription: boolean;
  subscribe_replies: boolean;
  subscribe_post: boolean;
  /** Who is signed in: not asked for a name. */
  user: { name: string } | undefined;
  /** Where to sign in, when only users may comment and nobody is signed in; then there is no form. */
  sign_in_href: string;
  /** How long one person waits between two comments here; '' when nobody does. */
  slow_note: string;
  /** Why the form came back, and which fields are meant. */
  error: string;
  fields: Record<string, string>;
}

export interface FormContext {
  post: Post;
  permalink: string;
  rules: Discussion;
  /** The comment that is answered. */
  parent?: { id: number; author_name: string };
  /** What was typed, when it was refused. */
  words?: CommentWords;
  error?: string;
  fields?: Record<string, string>;
}

/** Makes the form's view. It holds what the browser remembers: then the page is private. */
export async function commentFormView(
  blog: Blog,
  req: Request,
  context: FormContext,
): Promise<CommentFormView> {
  const { post, permalink, rules, parent, words } = context;
  const form_key = req.received?.form_key || words?.form_key || freshKey();
  const known = words ?? rememberedAuthor(blog, req);
  return {
    post_id: post.id,
    parent_id: parent?.id ?? 0,
    title: parent ? __('Leave a Reply to %s', parent.author_name || __('Anonymous')) : __('Leave a Reply'),
    heading: words ? 'h2' : 'h3',
    is_given_back: words !== undefined,
    cancel_href: parent ? `${permalink}#respond` : '',
    form_key,
    form_seal: words?.form_seal || formSeal(blog, post.id),
    attachments_field: await attachmentsField(blog, {
      form_key,
      user: req.user,
      refused: [
        ...(req.received?.refused ?? []),
        ...(words ? missingFiles(words.claimed_files, req.received?.files) : []),
      ],
      is_new: words === undefined,
    }),
    content: words?.content.replaceAll('\0', '') ?? '',
    takes_passage: rules.comments_passages && post.html !== '',
    passage: words?.passage ?? { exact: '', prefix: '', suffix: '' },
    author_name: known?.author_name ?? '',
    author_email: known?.author_email ?? '',
    author_url: known?.author_url ?? '',
    consent: words ? words.consent : known !== undefined,
    limits,
    name_required: rules.require_name_email,
    texts: textsOf(rules),
    asks_consent: rules.show_comments_cookies_opt_in,
    asks_subscription: rules.comments_subscriptions,
    subscribe_replies: words?.subscribe_replies ?? false,
    subscribe_post: words?.subscribe_post ?? false,
    user: req.user ? { name: req.user.display_name } : undefined,
    sign_in_href:
      rules.comment_registration && !req.user ? `/login?redirect_to=${encodeURIComponent(permalink)}` : '',
    slow_note: slowNote(post.comment_pause),
    error: context.error ?? '',
    fields: { comment: '', author: '', email: '', url: '', passage: '', ...context.fields },
  };
}

/** A page that is kept for everybody has no key: the script of the form makes one, or comments/form/form-key.ts. */
const freshKey = (): string => (isForAllReaders() ? '' : newFormKey());

const textsOf = (rules: Discussion): CommentFormView['texts'] => ({
  note: rules.comments_note_text.trim() || __('Your email address will not be published.'),
  consent:
    rules.comments_consent_text.trim() ||
    __('Remember my name, email and website in this browser for my next comment.'),
  subscribe: rules.comments_subscribe_text.trim(),
});
