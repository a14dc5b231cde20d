// tests/comments/own/own-kit.ts: a blog whose comments stand at once, and a reader who leaves and edits them.
import { beforeEach } from 'vitest';
import { saveSettings } from '../../../src/base/settings/settings.ts';
import type { Comment } from '../../../src/comments/comment.ts';
import { discussion } from '../../../src/comments/settings.ts';
import { startBlog } from '../../blog.ts';

export const site = await startBlog();
export const { db } = site.blog;
export type Agent = ReturnType<typeof site.agent>;

const start = Date.parse('2026-08-01T10:00:00Z');
let clock = 0;
/** Moves the clock on. */
export const later = (minutes: number) => {
  clock += minutes;
  site.setTime(new Date(start + clock * 60_000).toISOString());
};

beforeEach(async () => {
  later(60);
  await saveSettings(db, discussion, { ...discussion.parse({}), comment_previously_approved: false });
  await db('rate_limits').delete();
});

/** Leaves a comment in a browser of its own that stays known; several fields may differ. */
export async function leave(
  post_id: number,
  comment: string,
  more: object = {},
  agent: Agent = site.agent(),
) {
  await agent
    .post('/comments')
    .type('form')
    .send({
      comment_post_ID: post_id,
      author: 'Ada',
      email: 'ada@example.com',
      comment,
      'wp-comment-cookies-consent': 'yes',
      ...more,
    });
  const made = (await db<Comment>('comments').orderBy('id', 'desc').first())!;
  return { agent, id: made.id, made };
}
export const rowOf = (id: number) => db<Comment>('comments').where({ id }).first();
export const countOf = async (id: number) =>
  (await db('posts').where({ id }).first('comment_count')).comment_count as number;

/** Fetches the form of a comment and sends it with other words. */
export async function edit(agent: Agent, id: number, comment: string) {
  const form = await agent.get(`/comments/${id}/edit`);
  const version = /name="version" value="(\w+)"/.exec(form.text)?.[1] ?? '';
  return agent.post(`/comments/${id}/edit`).type('form').send({ comment, version });
}
