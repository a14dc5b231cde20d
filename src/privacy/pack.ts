// privacy/pack.ts: all that is known of a person as one zip file: a page to read, the same as JSON, and the files.
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { renderView } from '../base/http/views.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import { streamZip, type StreamedEntry } from '../base/zip/stream-zip.ts';
import type { Blog, PersonalItem, Person } from '../blog.ts';
import { personOf } from './ask.ts';

interface Group {
  name: string;
  label: string;
  items: { fields: PersonalItem['fields']; files: string[] }[];
}

interface Packed {
  key: string;
  /** In the zip file: a number, and what the sender called it in plain letters. */
  name: string;
}

/** Answers with the zip file of an address. */
export async function sendData(blog: Blog, res: Response, address: string): Promise<void> {
  const output = await packData(blog, await personOf(blog, address));
  res
    .attachment('personal-data.zip')
    .set({ 'Content-Type': 'application/zip', 'Cache-Control': 'private, no-store' });
  res.setMaxListeners(20);
  await pipeline(output, res).catch((error: unknown) => {
    if (!res.destroyed) throw error;
    blog.log.info({ reason: String(error) }, 'a download of personal data was broken off');
  });
}

/** Gathers all first: what is written down of one person fits in memory. The files are read as they are packed. */
export async function packData(blog: Blog, person: Person): Promise<Readable> {
  const files: Packed[] = [];
  const groups: Group[] = [];
  for (const one of blog.extensions.personal_data) {
    const items: Group['items'] = [];
    for await (const { fields, files: own = [] } of one.collect(blog, person)) {
      const packed = own.map(({ key, name }, at) => ({ key, name: nameIn(files.length + at + 1, name) }));
      files.push(...packed);
      items.push({ fields, files: packed.map(({ name }) => name) });
    }
    if (items.length) groups.push({ name: one.name, label: one.label, items });
  }
  const { blogname, WPLANG } = await settings(blog.db, general);
  const about = { site: blogname, url: blog.url, address: person.address, made_at: blog.now().toISOString() };
  const page = await renderView('privacy/report', { ...about, lang: WPLANG, groups });
  const json = JSON.stringify({ ...about, groups }, undefined, 2);
  return streamZip(entriesOf(blog, { page, json, files: await those(blog, files) }), blog.now());
}

async function* entriesOf(
  blog: Blog,
  { page, json, files }: { page: string; json: string; files: Packed[] },
): AsyncGenerator<StreamedEntry> {
  yield { name: 'index.html', content: page, is_packed: true };
  yield { name: 'personal-data.json', content: json, is_packed: true };
  // Pictures and sound are packed already.
  for (const { key, name } of files)
    yield { name, content: createReadStream(blog.storage.path(key)), is_packed: false };
}

/** No folders, no controls, nothing that a system would take for more than a name. */
const nameIn = (number: number, name: string): string =>
  `files/${number}-${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(-100)}`;

/** Files that are here; an import may have left some elsewhere. */
async function those(blog: Blog, files: Packed[]): Promise<Packed[]> {
  const isHere = await Promise.all(
    files.map(({ key }) =>
      fs.access(blog.storage.path(key)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, at) => isHere[at]);
}
