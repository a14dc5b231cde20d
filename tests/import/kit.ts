// tests/import/kit.ts: exports made for a test, and how they are brought in.
import { Readable } from 'node:stream';
import { importFrom, type ImportOptions, type ImportResult } from '../../src/import/import-from.ts';
import { importWxr } from '../../src/import/import-wxr.ts';
import type { Reader } from '../../src/import/reader.ts';
import type { TestBlog } from '../blog.ts';

const spaces = `xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"`;

/** A whole export of a site. */
export const wxr = (records: string, link = 'http://old.example') => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" ${spaces}><channel><title>Old</title><link>${link}</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>${link}</wp:base_blog_url>
${records}</channel></rss>
`;

const inSection = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** An item; fields are names of elements with their text, and replace the usual ones. */
export function item(
  id: number,
  content: string,
  { more = '', ...fields }: Record<string, string> & { more?: string } = {},
): string {
  const all: Record<string, string> = {
    title: `Post ${id}`,
    'dc:creator': 'ada',
    'wp:post_id': String(id),
    'wp:post_date_gmt': '2025-03-04 10:00:00',
    'wp:post_name': `post-${id}`,
    'wp:status': 'publish',
    'wp:post_type': 'post',
    ...fields,
  };
  const elements = Object.entries(all).map(([name, text]) => `<${name}>${inSection(text)}</${name}>`);
  return `<item>${elements.join('\n')}
<content:encoded>${inSection(content)}</content:encoded>${more}</item>\n`;
}

export const meta = (key: string, value: string, of = 'post'): string =>
  `<wp:${of}meta><wp:meta_key>${key}</wp:meta_key><wp:meta_value>${inSection(value)}</wp:meta_value></wp:${of}meta>`;

export function comment(
  id: number,
  content: string,
  { more = '', ...fields }: Record<string, string> & { more?: string } = {},
): string {
  const all: Record<string, string> = {
    id: String(id),
    author: 'Bo',
    date_gmt: '2025-03-05 10:00:00',
    approved: '1',
    content,
    ...fields,
  };
  const elements = Object.entries(all).map(
    ([name, text]) => `<wp:comment_${name}>${inSection(text)}</wp:comment_${name}>`,
  );
  return `<wp:comment>${elements.join('')}${more}</wp:comment>`;
}

export const attachment = (id: number, address: string, fields: Record<string, string> = {}): string =>
  item(id, '', {
    'wp:post_type': 'attachment',
    'wp:status': 'inherit',
    'wp:attachment_url': address,
    ...fields,
  });

/** Brings a WordPress export in, in pieces of a size. */
export const bring = (site: TestBlog, text: string | Buffer, options: Options = {}): Promise<ImportResult> =>
  importWxr(site.blog, given(text, options));

/** Brings the export of another system in. */
export const bringFrom = (
  reader: Reader,
  site: TestBlog,
  text: string | Buffer,
  options: Options = {},
): Promise<ImportResult> => importFrom(site.blog, reader, given(text, options));

type Options = Partial<ImportOptions> & { size?: number };

function given(text: string | Buffer, { size = 65_536, ...options }: Options): ImportOptions {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  return { open: () => Readable.from(pieces), ...options };
}

/** A row of the table at the end: came in, already there, left out. */
export const counts = ({ rows }: ImportResult, kind: string): number[] => {
  const row = rows.find((one) => one.kind === kind);
  return row ? [row.came_in, row.already_there, row.left_out] : [];
};

/** What the table says of a kind. */
export const why = ({ rows }: ImportResult, kind: string): string =>
  rows.find((one) => one.kind === kind)?.reasons.join('; ') ?? '';
