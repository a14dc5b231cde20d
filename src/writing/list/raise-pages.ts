// writing/list/raise-pages.ts: pages whose parent is deleted move to the top, each under a slug that is free there.
import type { Blog } from '../../blog.ts';
import { childrenOf, raisePages } from '../../posts/queries/pages.ts';
import { saveFormerAddresses } from '../../posts/queries/write.ts';
import { uniqueSlugs } from '../../posts/addresses/slug.ts';

/** To be called in the transaction that deletes these pages, before it does. */
export async function raiseChildPages(blog: Blog, parent_ids: number[]): Promise<void> {
  const pages = await childrenOf(blog.db, parent_ids);
  if (!pages.length) return;
  const slugs = await uniqueSlugs(
    blog,
    pages.map((page) => ({ ...page, parent_id: null, wish: page.slug })),
  );
  const raised = pages.map(({ id, slug }, index) => ({ id, slug: slug && slugs[index]! }));
  const renamed = pages.filter(
    ({ slug, status }, index) => status === 'publish' && slug !== raised[index]!.slug,
  );
  await saveFormerAddresses(blog.db, renamed);
  await raisePages(blog.db, raised);
}
