// import/ghost/posts.ts: posts and pages of a Ghost export as records.
import { loose, momentOf, records, textOf, type Loose } from '../json.ts';
import { item, metaPairs, tag, toldOf } from '../make.ts';
import { seoKeys } from '../records/seo.ts';
import type { WxrFiled, WxrItem, WxrRecord } from '../wxr/wxr.ts';
import { wholeAddress, withAddresses } from './pictures.ts';
import { related, type GhostTables } from './tables.ts';
import { isInternal } from './tags.ts';

/** Each with what is to be said of it. */
export function* postsOf(tables: GhostTables, site: string): Generator<WxrRecord> {
  const { data } = tables;
  const tags = related(data.posts_tags, 'tag_id');
  const authors = related(data.posts_authors, 'author_id');
  for (const post of records(data.posts)) {
    const id = textOf(post, 'id');
    const names = authors.get(id) ?? [textOf(post, 'author_id')];
    const made = postOf(tables, post, site);
    const kind = made.fields.post_type === 'page' ? 'pages' : 'posts';
    made.terms = (tags.get(id) ?? []).flatMap((one) => filedUnder(tables.tags.get(one)));
    made.fields.creator = loginOf(tables.users.get(names[0] ?? ''));
    if (names.length > 1) yield toldOf(kind, 'of several authors the first is named');
    if (!isForAll(post))
      yield toldOf(kind, 'what only members could read came in as private: see Posts → Private');
    if (!made.content && textOf(post, 'title'))
      yield toldOf(kind, 'of some the export holds no text that can be read: they came in without one');
    yield made;
  }
}

function postOf({ posts_meta }: GhostTables, post: Loose, site: string): WxrItem {
  const id = textOf(post, 'id');
  const meta = posts_meta.get(id) ?? {};
  const slug = textOf(post, 'slug');
  const published = momentOf(post, 'published_at') || momentOf(post, 'created_at');
  const [title, description] = [seoKeys.titles[0]!, seoKeys.descriptions[0]!];
  return item(
    {
      post_id: `ghost-${id}`,
      post_type: isPage(post) ? 'page' : 'post',
      title: textOf(post, 'title'),
      post_name: slug,
      status: statusOf(post),
      post_date_gmt: published,
      post_modified_gmt: momentOf(post, 'updated_at'),
      link: slug ? `${site}/${slug}/` : '',
      comment_status: 'open',
      ping_status: 'closed',
    },
    {
      content: withAddresses(contentOf(post), site),
      excerpt: textOf(post, 'custom_excerpt'),
      meta: metaPairs({
        _thumbnail_id: wholeAddress(textOf(post, 'feature_image') || textOf(post, 'image'), site),
        [title]: textOf(meta, 'meta_title') || textOf(post, 'meta_title'),
        [description]: textOf(meta, 'meta_description') || textOf(post, 'meta_description'),
      }),
    },
  );
}

const isPage = (post: Loose): boolean =>
  textOf(post, 'type') === 'page' || post.page === true || post.page === 1;

const isForAll = (post: Loose): boolean => ['', 'public'].includes(textOf(post, 'visibility'));

function statusOf(post: Loose): string {
  const status = textOf(post, 'status');
  if (status === 'scheduled') return 'future';
  // `sent` went out as a newsletter alone.
  if (status === 'sent') return 'private';
  if (status !== 'published') return 'draft';
  return isForAll(post) ? 'publish' : 'private';
}

/** The HTML that Ghost made; without it, what the editor of earlier versions kept as HTML or Markdown; then plain words. */
function contentOf(post: Loose): string {
  const html = textOf(post, 'html');
  if (html) return html;
  return cardsOf(textOf(post, 'mobiledoc')) || paragraphs(textOf(post, 'plaintext'));
}

function cardsOf(mobiledoc: string): string {
  try {
    const { cards } = loose(JSON.parse(mobiledoc));
    const texts = (Array.isArray(cards) ? cards : []).map((card: unknown) => {
      const held = loose(Array.isArray(card) ? card[1] : undefined);
      return textOf(held, 'html') || textOf(held, 'markdown');
    });
    return texts.filter(Boolean).join('\n\n');
  } catch {
    return '';
  }
}

const paragraphs = (plain: string): string => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const loginOf = (user: Loose | undefined): string =>
  user ? textOf(user, 'slug') || textOf(user, 'name') : '';

const filedUnder = (row: Loose | undefined): WxrFiled[] =>
  row && !isInternal(row) ? [tag(textOf(row, 'slug'), textOf(row, 'name'))] : [];
