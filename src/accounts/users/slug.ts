// accounts/users/slug.ts: the name of a user in public addresses, when somebody chooses it.
import type { Database } from '../../base/database/database.ts';
import { userSlugIsTaken } from '../queries.ts';
import type { User } from '../user.ts';

/**
 * What is wrong with a slug for a user; undefined when it can be theirs. It is never the name they sign in with: half of
 * what a stranger needs.
 */
export async function slugProblem(
  db: Database,
  { login, slug: own }: Pick<User, 'login'> & Partial<User>,
  slug: string,
): Promise<string | undefined> {
  if (slug === own) return undefined;
  const { slugify } = await import('transliteration');
  if (!slug || slug.length > 60 || slug !== slugify(slug)) return 'A slug has letters, digits and hyphens.';
  if (slug === login.toLowerCase() || slug === slugify(login))
    return 'A slug is never the name somebody signs in with.';
  return (await userSlugIsTaken(db, slug)) ? 'Somebody already has this slug.' : undefined;
}
