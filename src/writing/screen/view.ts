// writing/screen/view.ts: everything the write screen shows.
import { may, type User } from '../../accounts/user.ts';
import { assetAddress } from '../../base/http/assets.ts';
import { idsFrom } from '../../base/http/ids.ts';
import { translate } from '../../base/language/gettext.ts';
import { general } from '../../base/settings/general.ts';
import { settings } from '../../base/settings/settings.ts';
import { formatDate } from '../../base/time/dates.ts';
import type { Blog } from '../../blog.ts';
import { thumbnailUrl, type Media } from '../../media/media.ts';
import { partBytes } from '../../media/uploads/partial.ts';
import { themeView, activeTheme } from '../../themes/current.ts';
import { termsOf } from '../../terms/queries.ts';
import { panelView } from './panels.ts';
import { sharesView } from './preview-link.ts';
import { freshValues, valuesOf } from '../fields.ts';
import { holderOf } from '../edit-lock.ts';
import { permalink } from '../../posts/addresses/permalink.ts';
import { mayDelete, mayEditOthers, mayPublish } from '../../posts/permissions.ts';
import { formatLabels, isOut, postFormats, postStatuses, type Post } from '../../posts/post.ts';
import { localMinute } from '../save.ts';
import { pictureChoices } from '../queries/choices.ts';
import type { Revision } from '../queries/revisions.ts';
import { writingRules } from '../../posts/settings.ts';
import { openAtFirst } from '../settings.ts';

export interface WriteShown {
  type: 'post' | 'page';
  /** The post as it stands; undefined for a new one. */
  post?: Post;
  /** What was typed, when the form comes back. */
  typed?: Record<string, unknown>;
  problems?: Record<string, string>;
  /** What somebody else saved meanwhile. */
  other?: Post;
  /** The same person's text that is newer than the post and was not saved. */
  autosave?: Revision;
  /** That text, when it is to stand in the fields. */
  restored?: Revision;
}

/** The write screen of a post: its fields, choices and buttons. */
export async function writeView(blog: Blog, user: User, shown: WriteShown) {
  const { type, post, typed, problems = {}, other, autosave, restored } = shown;
  const { timezone_string: zone, date_format, time_format } = await settings(blog.db, general);
  const stands = await standing(blog, post, zone);
  const values = typed ? typedOver(stands.values, typed, other) : { ...stands.values, ...textOf(restored) };
  const format = `${date_format}, ${time_format}`;
  const chosen = typed ? [typed.categories].flat().map(Number) : stands.categories;
  const status = post?.status ?? 'draft';
  return {
    type,
    problems,
    status,
    status_label: translate(postStatuses[status].label),
    zone,
    values,
    action: post ? `/admin/${type}s/${post.id}/save` : `/admin/${type}s/save`,
    edit_path: post ? `/admin/${type}s/${post.id}` : '',
    link: post && status !== 'future' ? await permalink(blog, post) : '',
    now: formatDate(blog.now(), format, { zone }),
    now_minute: localMinute(blog.now(), zone),
    autosave:
      autosave && !restored
        ? autosaveView(autosave, type, formatDate(autosave.created_at, format, { zone }))
        : undefined,
    holder: (post && (await holderOf(blog, user, post.id)))?.display_name ?? '',
    /** What the browser's own copies of this text are filed under. */
    copies_of: `${user.id}:${type}:${post?.id ?? 'new'}`,
    is_unsaved: Boolean(typed ?? restored),
    other: other ? { title: other.title, content: other.content } : undefined,
    formats: postFormats.map((value) => ({ value, title: formatLabels[value]() })),
    is_out: isOut(status),
    may_publish: mayPublish(user, type),
    may_stick: type === 'post' && mayEditOthers(user, type),
    may_delete: post !== undefined && mayDelete(user, post),
    may_upload: may(user, 'upload_files'),
    /** Larger files are sent in parts. */
    part_bytes: partBytes,
    ...(await panelView(blog, user, { type, post, typed, values, chosen })),
    share: await sharesView(blog, post),
    ...(await sheetsOf(blog, user)),
    pictures: (await pictureChoices(blog.db, idsFrom(values.featured_media_id)[0] ?? 0)).map(pictureView),
  };
}

async function sheetsOf(blog: Blog, user: User) {
  const { styles } = await themeView(blog, await activeTheme(blog, { user, query: {} }));
  const common = ['site', 'content', 'embeds'].map((name) => assetAddress(`css/${name}.css`));
  const fonts = assetAddress('css/fonts.css');
  return {
    /** The sheets a text is read with, for the editor: those of every page, and the theme's. */
    text_sheets: [...common, ...styles, assetAddress('css/editor-text.css')].join(' '),
    /** The sheet of the fonts that come with the blog, where the theme uses one: the title is set in it, too. */
    font_sheet: styles.includes(fonts) ? fonts : '',
  };
}

function autosaveView({ id, post_id }: Revision, type: string, date: string) {
  const path = `/admin/${type}s/${post_id}`;
  return {
    date,
    restore_href: `${path}?autosave=restore`,
    view_href: `${path}/revisions?id=${id}`,
    discard_action: `${path}/autosave/discard`,
  };
}

function textOf(revision: Revision | undefined): Record<string, string> {
  if (!revision) return {};
  const { title, content, content_format, excerpt } = revision;
  return { title, content, content_format, excerpt };
}

async function standing(blog: Blog, post: Post | undefined, zone: string) {
  if (!post) {
    const open = await settings(blog.db, openAtFirst);
    const { default_post_format } = await settings(blog.db, writingRules);
    const fresh = {
      format: default_post_format,
      comments: open.default_comment_status === 'open',
      pings: open.default_ping_status === 'open',
    };
    return { values: freshValues(fresh), categories: [] };
  }
  const terms = (await termsOf(blog.db, [post.id])).get(post.id) ?? [];
  const tags = terms.filter(({ taxonomy }) => taxonomy === 'post_tag');
  const categories = terms.filter(({ taxonomy }) => taxonomy === 'category').map(({ id }) => id);
  return { values: valuesOf(post, tags, zone), categories };
}

const boxes = ['is_sticky', 'comment_status', 'ping_status'];

/** What was typed wins; a box that did not come was not ticked. After a conflict the next save is meant. */
function typedOver(
  values: Record<string, string>,
  typed: Record<string, unknown>,
  other: Post | undefined,
): Record<string, string> {
  const texts = Object.keys(values).map((name) => {
    const given = typed[name];
    const missing = boxes.includes(name) ? '' : values[name]!;
    return [name, typeof given === 'string' ? given : missing] as const;
  });
  const answer: Record<string, string> = Object.fromEntries(texts);
  if (other) Object.assign(answer, { seen_at: other.modified_at.toISOString(), form_key: values.form_key });
  return answer;
}

function pictureView(media: Media) {
  const { id, name, title, alternative_text } = media;
  return { id, title: title || name, alt: alternative_text, url: thumbnailUrl(media) };
}
