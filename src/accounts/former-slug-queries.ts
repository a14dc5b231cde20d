// accounts/former-slug-queries.ts: addresses that authors had on another site, and that lead to them here.
import type { Database } from '../base/database/database.ts';
import type { User } from './user.ts';

/** Keeps the slug of an author's old address, unless somebody has or had it here. */
export async function rememberFormerSlug(
  db: Database,
  { id: user_id, slug: own }: Pick<User, 'id' | 'slug'>,
  slug: string,
): Promise<void> {
  if (!slug || slug === own) return;
  await db('former_user_slugs').insert({ slug, user_id }).onConflict('slug').ignore();
}
