// comments/reactions/recount.ts: what is helpful, when the site offers other reactions.
import { portions } from '../../base/jobs/walk.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { discussion } from '../settings.ts';
import { reactedComments, setHelpful } from './queries.ts';
import { helpfulOf, reactionsOf } from './reaction.ts';

const portion = 500;

/** Listener: other signs count, or count against a comment. */
export async function recountHelpful(blog: Blog, { names }: { names: string[] }): Promise<void> {
  if (!names.includes('comment_reactions')) return;
  const offered = reactionsOf(await settings(blog.db, discussion));
  const next = (after: number) => reactedComments(blog.db, { after, limit: portion });
  for await (const comments of portions(portion, next)) {
    const helpful = comments.map(({ id, reactions }) => ({ id, helpful: helpfulOf(reactions, offered) }));
    await setHelpful(blog.db, helpful);
  }
}
