// xmlrpc/posts/pages.ts: wp.getPage, wp.getPages, wp.getPageList, wp.newPage, wp.editPage, wp.deletePage, templates.
import { mayWrite } from '../../posts/permissions.ts';
import type { Post } from '../../posts/post.ts';
import { activeTheme } from '../../themes/current.ts';
import { pageTemplates } from '../../themes/page-templates.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { dateIn, gmtOf } from '../protocol/dates.ts';
import { notAllowed } from '../protocol/fault.ts';
import { idIn, numberIn, structIn, type Struct, type Value } from '../protocol/values.ts';
import { titlesOf } from '../queries.ts';
import { aroundPosts } from './around.ts';
import { editablePost, editablePosts, mostPosts } from './find.ts';
import { metaFields } from './meta-fields.ts';
import { saveFields } from './save.ts';
import { pageStruct } from './view.ts';
import { removePost } from './wordpress.ts';

export const pageMethods: Method[] = [
  signed('wp.getPage', { at: 2 }, getPage),
  signed('wp.getPages', {}, getPages),
  signed('wp.getPageList', {}, getPageList),
  signed('wp.newPage', { least: 4 }, newPage),
  signed('wp.editPage', { at: 2, least: 5 }, editPage),
  signed('wp.deletePage', { least: 4 }, async (call) => removePost(call, idIn(call.args[1]), 'page')),
  signed('wp.getPageTemplates', {}, getPageTemplates),
];

/** A list of all pages has so many at most. */
const mostListed = 1000;

async function structs({ blog }: SignedCall, pages: Post[]): Promise<Struct[]> {
  const around = await aroundPosts(blog, pages);
  const parents = await titlesOf(blog.db, [...new Set(pages.flatMap(({ parent_id }) => parent_id ?? []))]);
  return pages.map((page) => pageStruct(page, around, parents));
}

async function getPage(call: SignedCall): Promise<Value> {
  const page = await editablePost(call.blog, call.user, idIn(call.args[1]), 'page');
  return (await structs(call, [page]))[0]!;
}

async function getPages(call: SignedCall): Promise<Value> {
  const limit = numberIn(call.args[1], 10, mostPosts);
  return structs(call, await editablePosts(call.blog, call.user, { type: 'page', limit }));
}

async function getPageList({ blog, user }: SignedCall): Promise<Value> {
  const pages = await editablePosts(blog, user, { type: 'page', limit: mostListed });
  const { zone } = await aroundPosts(blog, []);
  return pages.map((page) => {
    const date = page.published_at ?? page.modified_at;
    return {
      page_id: String(page.id),
      page_title: page.title,
      page_parent_id: String(page.parent_id ?? 0),
      dateCreated: dateIn(date, zone),
      date_created_gmt: gmtOf(date),
    };
  });
}

async function newPage({ blog, user, args }: SignedCall): Promise<Value> {
  const content = structIn(args[1]);
  const fields = await metaFields(content, { blog, user, type: 'page', publish: args[2] });
  return (await saveFields(blog, user, { type: 'page' }, fields)).id;
}

async function editPage({ blog, user, args }: SignedCall): Promise<Value> {
  const before = await editablePost(blog, user, idIn(args[1]), 'page');
  const content = structIn(args[2]);
  const fields = await metaFields(content, { blog, user, type: 'page', before, publish: args[3] });
  await saveFields(blog, user, { type: 'page', before }, fields);
  return true;
}

async function getPageTemplates({ blog, user }: SignedCall): Promise<Value> {
  if (!mayWrite(user, 'page')) throw notAllowed('edit pages');
  const { theme } = await activeTheme(blog, { user: undefined, query: {} });
  const templates = Object.entries(pageTemplates(blog, theme)).map(([name, title]) => [title, name]);
  return { Default: 'default', ...(Object.fromEntries(templates) as Struct) };
}
