// import/import-wxr.ts: brings a WordPress export in.
import type { Blog } from '../blog.ts';
import { importFrom, type ImportOptions, type ImportResult } from './import-from.ts';
import { wxrReader } from './wxr/wxr-reader.ts';

/** Imports WXR 1.0 to 1.2, as `importFrom` does with every file. */
export const importWxr = (blog: Blog, options: ImportOptions): Promise<ImportResult> =>
  importFrom(blog, wxrReader, options);
