// import/reader.ts: what reads the export of one system: whatever it was made by, the same records come out.
import type { Blog } from '../blog.ts';
import type { FileSource } from './files.ts';
import type { ImportedKind } from './queries/imported.ts';
import type { FirstReading } from './wxr/highest-ids.ts';
import type { WxrProgress } from './wxr/read-wxr.ts';

/** What is read. */
export interface Input {
  /** Opens the file; may be called again. */
  open: () => AsyncIterable<Uint8Array>;
  /** Where the file or folder lies, for what is not read from its beginning to its end. */
  path: string;
  /** The old site's address without a slash at its end: as the person says, else that of this blog. */
  address: string;
  credentials: Credentials | undefined;
  /** This blog, as far as a reader may use it: to ask the old site by the safe fetcher. */
  blog: Pick<Blog, 'fetch' | 'url'>;
  /** Which records of the site are here already, by what it calls them. */
  known(kind: ImportedKind, ids: string[]): Promise<Set<string>>;
}

/** Of a user of the old site. */
export interface Credentials {
  user: string;
  password: string;
}

/** A system that blogs and comments come from. */
export interface Reader {
  /** As the command line names it. */
  kind: string;
  /** As people call it. */
  title: string;
  /** Where it gives its file, for people. */
  where: string;
  /** Whether a file is one of its exports, by its first 64 KiB as text. */
  knows(start: string): boolean;
  /** The site's files, where what is read holds them too. */
  files?(path: string): Promise<FileSource>;
  /** What must be known of a file before its records come. */
  first(input: Input): Promise<FirstReading>;
  /**
   * The records, with the bytes read so far. What other systems number is no number here: their ids are words.
   * @throws XmlError or Unreadable, after everything before it was handed out
   */
  read(input: Input, first: FirstReading): AsyncIterable<WxrProgress>;
}

/** For systems whose ids are not kept. */
export const nothingFirst = (): Promise<FirstReading> =>
  Promise.resolve({
    highest: { posts: 0, media: 0, comments: 0, terms: 0, users: 0 },
    shared_emails: new Set<string>(),
    mends: false,
    error: undefined,
  });
