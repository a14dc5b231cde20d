// redirects/store.ts: keeps redirects, as many as fit.
import { inTransaction } from '../base/database/database.ts';
import { httpError } from '../base/errors.ts';
import type { Blog } from '../blog.ts';
import type { Checked } from './form.ts';
import { countRedirects, forgetMissingPages, storeRedirects } from './queries.ts';
import { mostPatterns, mostRedirects } from './redirect.ts';

/**
 * Adds redirects; those that have the source already are replaced. All or none.
 * @throws HttpError 409 when there would be more than fit
 */
export function keepRedirects(
  blog: Blog,
  redirects: (Checked & { is_active: boolean })[],
): Promise<{ added: number; replaced: number }> {
  return inTransaction(blog, async (blog) => {
    const done = await storeRedirects(blog.db, redirects, blog.now());
    const { all, patterns } = await countRedirects(blog.db);
    if (all > mostRedirects)
      throw httpError(
        409,
        'too_many',
        `There can be ${mostRedirects} redirects. Delete some, or use a prefix or a pattern.`,
      );
    if (patterns > mostPatterns)
      throw httpError(
        409,
        'too_many',
        `There can be ${mostPatterns} patterns. Use exact addresses and prefixes where they do.`,
      );
    await forgetMissingPages(
      blog.db,
      redirects.filter(({ match }) => match === 'exact').map(({ source }) => source),
    );
    return done;
  });
}
