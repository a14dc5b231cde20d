// export/filter.ts: which part of a blog leaves: WordPress's choices under Tools → Export.
import { N_ } from '../base/language/gettext.ts';
import type { PostStatus } from '../posts/post.ts';

export const contents = ['all', 'posts', 'pages', 'attachment'] as const;
/** `all` is everything; `attachment` is WordPress's word for media. */
export type ExportContent = (typeof contents)[number];

export interface ExportFilter {
  content: ExportContent;
  /** Of posts, pages and media. */
  author_id?: number | undefined;
  /** Published (or uploaded) at this moment or later; of what has no such date, made. */
  from?: Date | undefined;
  /** … and before this one. */
  until?: Date | undefined;
  status?: PostStatus | undefined;
  /** Of posts alone; the category itself, not those below it. */
  category_id?: number | undefined;
}

export const everything: ExportFilter = { content: 'all' };

export const statuses: Record<PostStatus, string> = {
  publish: N_('Published'),
  future: N_('Scheduled'),
  draft: N_('Draft'),
  pending: N_('Pending'),
  private: N_('Private'),
  trash: N_('Trash'),
};
