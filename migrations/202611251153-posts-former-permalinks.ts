// Posts: remembers the structure of addresses that is in force, so that a change of it leads on.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    INSERT INTO settings (name, value)
    SELECT 'former_permalinks', jsonb_build_array(jsonb_object_agg(name, value))
      FROM settings
     WHERE name IN ('permalink_structure', 'category_base', 'tag_base')
    HAVING count(*) > 0
        ON CONFLICT DO NOTHING;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DELETE FROM settings WHERE name = 'former_permalinks';
  `);
}
