// 202612011301-page-cache.ts: the database says which public pages a change touches, in the transaction of the change.
import type { Database } from '../src/base/database/database.ts';

// `all`, or `thread:ID` for the conversation of a post (src/base/page-cache). Equal words of one transaction are sent once
// (PostgreSQL, NOTIFY). Columns that no reader sees are left out: counts of reads, addresses, what is searched.
const columns = {
  posts: `id, type, status, title, slug, content, content_format, excerpt, html, html_version, author_id, published_at,
    created_at, modified_at, parent_id, menu_order, template, password, is_sticky, format, comment_status, ping_status,
    featured_media_id, source_name, source_url, source_author, source_published_at, canonical, guid, meta, seo_title,
    seo_description, plain, plain_excerpt, feed_html, teaser_html, teaser_more, pages, comment_pause`,
  comments: `id, post_id, parent_id, type, status, author_name, author_email, author_url, user_id, content, html,
    html_version, embed_urls, posted_at, meta, shown_as, plain, feed_html, edited_at, edited_by, reactions, helpful,
    pinned_at, featured_at, is_namesake`,
  users: 'id, login, slug, email, display_name, url, bio, role, registered_at, picture_media_id',
  terms: 'id, taxonomy, name, slug, description, parent_id, meta',
  redirects: 'match, source, source_key, target, status, is_active',
  media_words:
    'id, file, remote_url, name, slug, mime_type, source, title, caption, alternative_text, description, meta',
  media_files: `byte_size, width, height, frames, renditions, status, is_public, post_is_public, file_stem, version,
    original_file, variants`,
  linkbacks: 'post_id, comment_id, status, mention_type, written, author_photo',
};

const shownOfEmbeds = `status, kind, provider, title, author, author_url, description, poster_media_id, width, height,
  site_name, icon_media_id, poster_url, frame_url, looks, gone_at, archive_url`;
const fields = (row: string) => shownOfEmbeds.replaceAll(/\w+/g, (name) => `${row}.${name}`);

export async function up(db: Database): Promise<void> {
  await db.raw(`
    CREATE FUNCTION all_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('pages_changed', 'all');
      RETURN NULL;
    END $$;

    -- Drafts and what waits for its day are on no page.
    CREATE FUNCTION post_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF 'publish' IN (OLD.status, NEW.status) THEN PERFORM pg_notify('pages_changed', 'all'); END IF;
      RETURN NULL;
    END $$;

    CREATE FUNCTION term_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM posts WHERE id IN (OLD.post_id, NEW.post_id) AND status = 'publish') THEN
        PERFORM pg_notify('pages_changed', 'all');
      END IF;
      RETURN NULL;
    END $$;

    CREATE FUNCTION comment_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.status IN ('approve', 'removed') THEN
        PERFORM pg_notify('pages_changed', 'thread:' || OLD.post_id);
      END IF;
      IF NEW.status IN ('approve', 'removed') AND NEW.post_id IS NOT NULL THEN
        PERFORM pg_notify('pages_changed', 'thread:' || NEW.post_id);
      END IF;
      RETURN NULL;
    END $$;

    CREATE FUNCTION thread_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE of_post integer := COALESCE(NEW.post_id, OLD.post_id);
    BEGIN
      IF of_post IS NOT NULL THEN PERFORM pg_notify('pages_changed', 'thread:' || of_post); END IF;
      RETURN NULL;
    END $$;

    CREATE FUNCTION attachment_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('pages_changed', 'thread:' || post_id)
         FROM comments WHERE id IN (OLD.comment_id, NEW.comment_id) AND status IN ('approve', 'removed');
      RETURN NULL;
    END $$;

    -- What a comment brought along is shown there, until somebody uses it elsewhere, too: that changes a post.
    CREATE FUNCTION media_pages_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('pages_changed', 'thread:' || comments.post_id)
         FROM attachments JOIN comments ON comments.id = attachments.comment_id
        WHERE attachments.media_id = NEW.id;
      IF NOT FOUND OR NEW.post_is_public THEN PERFORM pg_notify('pages_changed', 'all'); END IF;
      RETURN NULL;
    END $$;
  `);
  const watch = (table: string, when: string, act: string, name = act) =>
    `CREATE TRIGGER ${table}_${name} AFTER ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${act}();`;
  const any = 'INSERT OR DELETE OR UPDATE';
  await db.raw(
    [
      watch('posts', `${any} OF ${columns.posts}`, 'post_pages_changed'),
      watch('comments', `${any} OF ${columns.comments}`, 'comment_pages_changed'),
      watch('comment_versions', 'INSERT OR UPDATE', 'thread_pages_changed'),
      watch('attachments', any, 'attachment_pages_changed'),
      watch('linkbacks', `INSERT OR DELETE OR UPDATE OF ${columns.linkbacks}`, 'thread_pages_changed'),
      watch('media', `DELETE OR UPDATE OF ${columns.media_words}`, 'all_pages_changed'),
      watch('media', `UPDATE OF ${columns.media_files}`, 'media_pages_changed'),
      watch('post_terms', any, 'term_pages_changed'),
      watch('terms', `${any} OF ${columns.terms}`, 'all_pages_changed'),
      watch('users', `${any} OF ${columns.users}`, 'all_pages_changed'),
      watch('redirects', `${any} OF ${columns.redirects}`, 'all_pages_changed'),
      watch('settings', any, 'all_pages_changed'),
      // A restored backup empties the tables before it fills them.
      `CREATE TRIGGER settings_all_pages_emptied AFTER TRUNCATE ON settings
         FOR EACH STATEMENT EXECUTE FUNCTION all_pages_changed();`,
      watch('menus', any, 'all_pages_changed'),
      watch('menu_items', any, 'all_pages_changed'),
      watch('linkback_photos', any, 'all_pages_changed'),
      watch('embeds', 'DELETE', 'all_pages_changed', 'pages_gone'),
      `CREATE TRIGGER embeds_all_pages_changed AFTER UPDATE ON embeds FOR EACH ROW
         WHEN ((${fields('OLD')}) IS DISTINCT FROM (${fields('NEW')})) EXECUTE FUNCTION all_pages_changed();`,
    ].join('\n'),
  );
}

export async function down(db: Database): Promise<void> {
  const acts = ['all', 'post', 'term', 'comment', 'thread', 'attachment', 'media'];
  await db.raw(`DROP FUNCTION ${acts.map((name) => `${name}_pages_changed()`).join(', ')} CASCADE`);
}
