// import/records/authors.ts: whoever wrote on the old site becomes a user here, without a password.
import { rememberFormerSlug } from '../../accounts/former-slug-queries.ts';
import { findUserByName, insertUser } from '../../accounts/queries.ts';
import type { Role } from '../../accounts/user.ts';
import { keptId } from '../wxr/highest-ids.ts';
import { writing, type Importing } from '../importing.ts';
import { wxrEmail, wxrLogin } from './login.ts';
import { plainWords } from './plain-words.ts';
import { importedByIds, importedIds, rememberImported } from '../queries/imported.ts';
import { freeIds, takenUserSlugs } from '../queries/rows.ts';
import { freeSlug, slugFrom } from './slug.ts';
import type { WxrAuthor } from '../wxr/wxr.ts';

/** Brings an author in: the user with the same login or email, else a new one. */
export async function importAuthor(run: Importing, given: WxrAuthor): Promise<void> {
  const author = { ...given, login: wxrLogin(given.login), email: wxrEmail(given.email) };
  if (!author.login) return run.summary.leftOut('authors', 'has no login');
  if (run.author_id) return run.summary.leftOut('authors', 'all posts go to one user');
  const { came_in, id } = await userFor(run, author);
  run.authors.set(author.login.toLowerCase(), id);
  if (came_in) run.summary.cameIn('authors');
  else run.summary.alreadyThere('authors');
}

/** The local user for a login; one that no author record described is made from the login alone. */
export async function authorId(run: Importing, login: string): Promise<number | null> {
  if (run.author_id) return run.author_id;
  const name = wxrLogin(login);
  if (!name) return null;
  const known = run.authors.get(name.toLowerCase());
  if (known) return known;
  await importAuthor(run, { kind: 'author', id: '', login: name, email: '', display_name: name, role: '' });
  return run.authors.get(name.toLowerCase()) ?? null;
}

/** Local users by the old site's user ids, for comments of people who were signed in. */
export function userIds(run: Importing, foreign_ids: string[]): Promise<Map<string, number>> {
  return importedByIds(
    run.blog.db,
    run.site,
    'user',
    [...new Set(foreign_ids)].filter((id) => id && id !== '0'),
  );
}

async function userFor(run: Importing, author: WxrAuthor): Promise<{ id: number; came_in: boolean }> {
  const { db } = run.blog;
  const foreign_key = author.login.toLowerCase();
  const known = (await importedIds(db, run.site, 'user', [foreign_key])).get(foreign_key);
  if (known) return { id: known, came_in: false };
  // Of several who share an address none can be known by it.
  const isOwnEmail = author.email && !run.shared_emails.has(author.email.toLowerCase());
  const found =
    (await findUserByName(db, author.login)) ??
    (isOwnEmail ? await findUserByName(db, author.email) : undefined);
  return writing(run.blog, async (blog) => {
    const id = found?.id ?? (await makeUser({ ...run, blog }, author));
    if (found) await rememberFormerSlug(blog.db, found, slugFrom(author.login));
    const row = { kind: 'user' as const, foreign_key, foreign_id: author.id || foreign_key, local_id: id };
    await rememberImported(blog.db, run.site, [row]);
    return { id, came_in: !found };
  });
}

async function makeUser({ blog: { db } }: Importing, author: WxrAuthor): Promise<number> {
  const wanted = keptId(author.id);
  const kept = (await freeIds(db, 'users', [wanted])).has(wanted) ? { id: wanted } : {};
  // Old links name authors by their login's slug, and go on working.
  const slug = slugFrom(author.login) || 'author';
  const user = await insertUser(db, {
    ...kept,
    login: author.login,
    slug: freeSlug(slug, await takenUserSlugs(db, slug)),
    email: author.email,
    display_name: plainWords(author.display_name) || author.login,
    role: roleHere(author.role),
    password_hash: null,
  });
  return user.id;
}

/** A file raises nobody: who was less than an author stays that, everybody else becomes one. */
const roleHere = (given: string): Role =>
  given === 'subscriber' || given === 'contributor' ? given : 'author';
