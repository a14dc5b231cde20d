// Sitemaps: where each file of 2,000 ids begins and what stands in it is read from an index, however large the blog.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE INDEX posts_in_sitemaps ON posts (type, id) WHERE status = 'publish' AND canonical = 'own';
    CREATE INDEX posts_by_format ON posts (format) WHERE type = 'post' AND status = 'publish' AND format <> 'standard';
    CREATE INDEX terms_in_sitemaps ON terms (taxonomy, id) WHERE post_count > 0;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw('DROP INDEX terms_in_sitemaps; DROP INDEX posts_by_format; DROP INDEX posts_in_sitemaps');
}
