// media/pictures/variants.ts: the background work that gives pictures their variants, one picture at a time.
import { inTransaction } from '../../base/database/database.ts';
import { addJob } from '../../base/jobs/jobs.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { makeVariants } from './make-variants.ts';
import type { Media, Variant } from '../media.ts';
import { lockMedia, updateMedia } from '../queries.ts';
import { mediaSettings } from '../settings.ts';
import { nextForVariants } from './variant-queries.ts';

/** Space that is left for uploads, whatever else waits. */
const leastFree = 2 ** 29;

/** Asks for the work; what is asked for already is not asked twice. */
export const wantVariants = (blog: Pick<Blog, 'db'>): Promise<void> =>
  addJob(blog, 'media.variants', {}, { key: 'media.variants', queue: 'media.variants' });

/** The job: makes the variants of the next picture, or removes them when the settings want none. */
export async function makeNextVariants(blog: Blog): Promise<void> {
  const { image_variants } = await settings(blog.db, mediaSettings);
  const media = await nextForVariants(blog.db, image_variants);
  if (!media) return;
  if (image_variants && (await blog.storage.free()) < leastFree) {
    blog.log.warn('pictures wait for their smaller formats until there is space on the disk');
    return;
  }
  const made = image_variants ? await makeVariants(blog, media) : [];
  await inTransaction(blog, async (blog) => {
    const now = await lockMedia(blog.db, media.id);
    if (isUnchanged(now, media)) {
      await updateMedia(blog.db, media.id, { variants: made, variants_due: !image_variants });
      await letGoOf(blog, media.variants, made);
    } else {
      // Changed or deleted meanwhile: what was made belongs to nothing, and the picture has its turn again.
      await letGoOf(blog, made, now?.variants ?? []);
    }
    await wantVariants(blog);
  });
}

/** The owner may have another wish now, which holds for the pictures that are here too. */
export async function followSettings(blog: Blog, { names }: { names: string[] }): Promise<void> {
  if (names.includes('image_variants')) await wantVariants(blog);
}

const isUnchanged = (now: Media | undefined, before: Media): boolean =>
  now?.version === before.version && JSON.stringify(now.renditions) === JSON.stringify(before.renditions);

async function letGoOf(blog: Blog, these: Variant[], but: Variant[]): Promise<void> {
  const left = new Set(but.map(({ file }) => file));
  const kept = these.map(({ file }) => file).filter((file) => !left.has(file));
  if (kept.length) await addJob(blog, 'media.let-go', { kept });
}
