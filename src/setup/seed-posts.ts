// setup/seed-posts.ts: sixty posts and pages of every kind for a seeded blog, saved as their authors would save them.
import type { User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import { markupOf } from '../library/view.ts';
import type { Media } from '../media/media.ts';
import { postFormats, type Post } from '../posts/post.ts';
import { addTerm } from '../terms/save-term.ts';
import { findTerm } from '../terms/queries.ts';
import { slugOf } from '../terms/term.ts';
import { postForm } from '../writing/form.ts';
import { trashPosts } from '../writing/list/trash.ts';
import { localMinute, savePost } from '../writing/save.ts';
import * as texts from './seed-texts.ts';

const day = 86_400_000;
const postCount = 60 - texts.pages.length;

/** The same numbers on every run, each from 0 up to `below`. */
export function diceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The blog at another time: what is done with it carries that date. */
export const at = (blog: Blog, date: Date): Blog => ({ ...blog, now: () => new Date(date) });

/** What becomes of the post with a number, and who writes it: all statuses, all formats, in one order. */
const special: Record<
  number,
  { as: 'admin' | 'editor' | 'contributor'; fields: Record<string, string>; bin?: true }
> = {
  4: { as: 'contributor', fields: { act: 'publish' } },
  9: { as: 'contributor', fields: { act: 'draft' } },
  13: { as: 'editor', fields: { visibility: 'private' } },
  17: { as: 'editor', fields: { visibility: 'protected', password: 'harbour' } },
  21: { as: 'admin', fields: { act: 'draft' } },
  26: { as: 'editor', fields: { comment_status: '' } },
  30: { as: 'editor', fields: {}, bin: true },
  34: { as: 'editor', fields: { act: 'pending' } },
  38: { as: 'editor', fields: { visibility: 'protected', password: 'harbour' } },
  42: { as: 'admin', fields: {}, bin: true },
  46: { as: 'editor', fields: { is_sticky: '1' } },
  48: { as: 'editor', fields: { published_at: '+3' } },
  49: { as: 'editor', fields: { published_at: '+10' } },
  50: { as: 'admin', fields: { published_at: '+40' } },
};

export interface Staff {
  admin: User;
  editor: User;
  author: User;
  contributor: User;
}

/** Writes the posts, a day between each two and the last of them yesterday; the pages stand as a tree. */
export async function seedPosts(
  blog: Blog,
  staff: Staff,
  pictures: Media[],
): Promise<{ posts: Post[]; pages: Post[] }> {
  const dice = diceOf(1);
  const categories = await categoryIds(blog);
  const figures = await Promise.all(pictures.map(markupOf));
  const writers = [staff.author, staff.editor, staff.author, staff.admin];
  const start = blog.now();
  const posts: Post[] = [];
  for (let number = 0; number < postCount; number += 1) {
    const told = special[number];
    const format = postFormats[number % postFormats.length]!;
    const figure = number % 3 ? '' : figures[number % figures.length]!;
    const picture = number % 4 === 1 ? pictures[number % pictures.length]!.id : 0;
    const words: Record<string, string> = {
      title: format === 'aside' || format === 'status' ? '' : texts.postTitle(number),
      content: textOf(format, figure, dice),
      format,
      categories: String(categories[dice(categories.length)]!),
      tags: [texts.tags[dice(9)], texts.tags[dice(9)]].join(', '),
      ...(picture > 0 && { featured_media_id: String(picture) }),
      ...told?.fields,
    };
    const ahead = /^\+(\d+)$/.exec(told?.fields.published_at ?? '')?.[1];
    if (ahead) words.published_at = localMinute(new Date(start.getTime() + Number(ahead) * day), 'UTC');
    const then = at(blog, new Date(start.getTime() - (postCount - number) * day));
    const user = told ? staff[told.as] : writers[number % writers.length]!;
    // A date ahead is ahead of now, not of the day on which a post was written.
    const post = await save(ahead ? blog : then, user, 'post', words);
    if (told?.bin) await trashPosts(blog, user, { type: 'post', ids: [post.id] });
    posts.push(post);
  }
  return {
    posts,
    pages: await seedPages(at(blog, new Date(start.getTime() - 70 * day)), staff.editor, dice),
  };
}

async function seedPages(blog: Blog, editor: User, dice: (below: number) => number): Promise<Post[]> {
  const made: Post[] = [];
  for (const [index, { title, below }] of texts.pages.entries()) {
    const parent_id = below === undefined ? '' : String(made[below]!.id);
    const words = { title, content: textOf('standard', '', dice), menu_order: String(index), parent_id };
    made.push(await save(blog, editor, 'page', { ...words, comment_status: '' }));
  }
  return made;
}

async function categoryIds(blog: Blog): Promise<number[]> {
  const ids: number[] = [];
  for (const name of texts.categories) {
    const words = { name, slug: '', description: `All that is about ${name.toLowerCase()}.`, parent_id: 0 };
    const known = await findTerm(blog.db, 'category', slugOf(name));
    ids.push((known ?? (await addTerm(blog, 'category', words))).id);
  }
  return ids;
}

async function save(
  blog: Blog,
  user: User,
  type: 'post' | 'page',
  fields: Record<string, string>,
): Promise<Post> {
  const read = postForm({ act: 'publish', comment_status: '1', ping_status: '1', ...fields });
  if ('problems' in read) throw new Error(`seed content is malformed: ${Object.keys(read.problems).join()}`);
  return savePost(blog, user, { ...read.words, type });
}

/** A text of a format: one sentence, a few, or a long one with headings, a quote, a list and a picture. */
function textOf(format: string, figure: string, dice: (below: number) => number): string {
  const sentence = () => texts.sentences[dice(texts.sentences.length)]!;
  const paragraph = () => Array.from({ length: 2 + dice(4) }, sentence).join(' ');
  if (format === 'status' || format === 'aside') return sentence();
  if (format === 'quote') return `<blockquote>${sentence()}</blockquote>\n\n${texts.commenters[dice(12)]!}`;
  if (format === 'chat') return `Mara: ${sentence()}\nInes: ${sentence()}\nMara: ${sentence()}`;
  const list = `<ul><li>${sentence()}</li><li>${sentence()}</li></ul>`;
  const more = [`<h2>Later</h2>`, paragraph(), `<blockquote>${sentence()}</blockquote>`, list, paragraph()];
  return [paragraph(), '<!--more-->', figure, paragraph(), ...(dice(2) ? more : [])]
    .filter(Boolean)
    .join('\n\n');
}
