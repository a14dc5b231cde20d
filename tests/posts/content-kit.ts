// tests/posts/content-kit.ts: what an author wrote, as readers see it.
import type { Media } from '../../src/media/media.ts';
import { renderContent, type Written } from '../../src/posts/content/render.ts';
import { startBlog } from '../blog.ts';

export const site = await startBlog();

export async function rendered(content: string, more: Partial<Written> = {}): Promise<string> {
  const { html } = await renderContent(site.blog, { content, content_format: 'html', ...more });
  return html;
}

export async function hasPicture(media: Partial<Media>): Promise<Media> {
  const { renditions = [], ...columns } = media;
  const [row] = await site.blog
    .db<Media>('media')
    .insert({
      name: 'picture.jpg',
      mime_type: 'image/jpeg',
      status: 'ready',
      width: 900,
      height: 600,
      renditions: JSON.stringify(renditions) as unknown as Media['renditions'],
      ...columns,
    })
    .returning('*');
  return row!;
}
