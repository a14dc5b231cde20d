// Comments: the moderation list by kind, by network and by parts of names and addresses.
import type { Database } from '../src/base/database/database.ts';

export async function up(db: Database): Promise<void> {
  await db.raw(`
    -- The /24 of an IPv4, the /48 of an IPv6 address; what is none stays as it is. The block inside may not run in a
    -- parallel build, which is why only IPv6 comes to it.
    CREATE FUNCTION comment_network(ip text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE AS $$
      BEGIN
        IF ip ~ '^([0-9]{1,3}[.]){3}[0-9]{1,3}$' THEN RETURN regexp_replace(ip, '[0-9]+$', '0/24'); END IF;
        IF strpos(ip, ':') = 0 THEN RETURN ip; END IF;
        BEGIN
          RETURN network(set_masklen(ip::inet, 48))::text;
        EXCEPTION WHEN invalid_text_representation OR invalid_parameter_value THEN
          RETURN ip;
        END;
      END $$;
    CREATE INDEX comments_by_network ON comments (comment_network(author_ip), posted_at DESC) WHERE author_ip <> '';
    CREATE INDEX comments_of_kind ON comments (status, type, posted_at DESC, id DESC) WHERE type <> 'comment';

    -- As posts_by_parts: where trigrams are missing or refused, the newest comments are read instead.
    DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE INDEX comments_by_author_parts ON comments USING gin (
        lower(author_name || ' ' || author_email || ' ' || author_url || ' ' || author_ip) gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
      RAISE NOTICE 'no trigrams here: %', SQLERRM;
    END $$;
  `);
}

export async function down(db: Database): Promise<void> {
  await db.raw(`
    DROP INDEX IF EXISTS comments_by_author_parts;
    DROP INDEX comments_of_kind;
    DROP INDEX comments_by_network;
    DROP FUNCTION comment_network;
  `);
}
