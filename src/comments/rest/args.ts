// comments/rest/args.ts: the parameters of the REST API's routes of comments.
import { z } from 'zod';
import { collectionArgs, contextArg } from '../../base/rest/collection.ts';
import * as value from '../../base/rest/values.ts';
import { limits } from '../form/form.ts';
import { commentSchema } from './schema.ts';

const sorted = ['date', 'date_gmt', 'id', 'include', 'post', 'parent', 'type'] as const;
const password = value.text('The password of the post, when it is protected.', 255).optional();

export const listArgs = z.object({
  ...collectionArgs(sorted, 'desc', 'date_gmt'),
  after: value.dateTime('Only what was written after this moment.').optional(),
  author: value.ids('Only of these users; for who may write posts.').optional(),
  author_exclude: value.ids('Of no user of these; for who may write posts.').optional(),
  author_email: value
    .email('Only from this email address; for who may write posts.')
    .meta(value.told(null))
    .optional(),
  before: value.dateTime('Only what was written before this moment.').optional(),
  parent: value.ids('Only answers to these comments; 0 for those that answer none.').default([]),
  parent_exclude: value.ids('No answers to these comments.').default([]),
  post: value.ids('Only under these posts.').default([]),
  status: value
    .text(
      '`approve`, `hold`, `spam`, `trash`, `all` for the first two, `any`; others than `approve` for who may write posts.',
      100,
    )
    .default('approve'),
  type: value
    .text(
      '`comment`, `trackback`, `pingback`, `webmention`, `pings` for the last three, `all`; others than `comment` for who may write posts.',
      100,
    )
    .default('comment'),
  password,
});

export type ListArgs = z.output<typeof listArgs>;

const id = value.pathId('Its number.');

export const oneArgs = z.object({ id, context: contextArg(), password });

const fields = {
  author: value.id('The number of the user who wrote it; only moderators name another.').optional(),
  author_email: value.email('The email address of its author.').or(z.literal('')).optional(),
  author_ip: value.ip('The address of the machine it came from; set by moderators.').optional(),
  author_name: value.text('The name of its author.', 100_000).optional(),
  author_url: value.webAddress('The site of its author.').optional(),
  author_user_agent: value.text('What the browser said of itself.', 2000).optional(),
  content: value
    .written('Its text: Markdown and HTML.', 2 * limits.comment, commentSchema.properties.content?.properties)
    .optional(),
  date: value.dateTime('When it was written, in the site’s time zone; set by moderators.').optional(),
  date_gmt: value.dateTime('When it was written, in UTC; set by moderators.').optional(),
  parent: value.id('The number of the comment it answers.').optional(),
  post: value.id('The number of the post it stands under.').optional(),
  status: value.text('Whether it is shown; set by moderators.', 100).optional(),
  type: value.text('Only `comment` is made here.', 100).optional(),
  meta: z
    .record(z.string(), z.unknown())
    .meta({
      description: 'Has no effect.',
      type: 'object',
      properties: commentSchema.properties.meta?.properties,
    })
    .optional(),
};

export const createArgs = z.object({
  id: value.id('Its number.').optional(),
  ...fields,
  parent: fields.parent.meta(value.told(0)),
  post: fields.post.meta(value.told(0)),
  password,
});
export const changeArgs = z.object({ ...fields, id });
export const removeArgs = z.object({
  id,
  force: value.flag('Whether to delete it for ever, past the trash.').default(false),
  password,
});

export type Written = z.output<typeof createArgs>;
export type Changed = z.output<typeof changeArgs>;
