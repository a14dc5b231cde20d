// import/markdown/tree.ts: the files of a site that is a folder of Markdown: in a folder of this machine, or in a ZIP file.
import fs from 'node:fs/promises';
import path from 'node:path';
import { openZip } from '../zip.ts';

/** A text is read up to here; the editor takes no longer ones. */
const longestText = 8 * 1024 ** 2;
const mostFiles = 500_000;

export interface Tree {
  /** Paths below the site's folder, with slashes, in their order; of what the site's people wrote alone. */
  names: string[];
  /** A text; undefined when it is none, is too large or cannot be read. */
  text(name: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** What programs made or brought along, and what no reader sees. */
const unread =
  /(?:^|\/)(?:\.[^/]+|node_modules|themes|vendor|_site|public|resources|layouts|_layouts|_includes|_sass|_data|archetypes|exampleSite)\//;

/** Whether a file belongs to what the site's people wrote. */
const isOfSite = (name: string): boolean => !unread.test(name) && !/(?:^|\/)\.[^/]+$/.test(name);

/**
 * @param place a folder or a ZIP file
 * @throws Unreadable when the ZIP file is none, is cut short or leads out of itself
 */
export async function openTree(place: string): Promise<Tree> {
  const isFolder = (await fs.stat(place)).isDirectory();
  return isFolder ? treeOfFolder(place) : treeOfZip(place);
}

async function treeOfFolder(folder: string): Promise<Tree> {
  const names = (await namesIn(folder)).toSorted();
  return {
    names,
    text: async (name) => {
      const full = path.join(folder, name);
      const { size } = await fs.stat(full);
      return size > longestText ? undefined : textIn(await fs.readFile(full));
    },
    close: () => Promise.resolve(),
  };
}

/** Links are not followed: they may lead out of the folder. */
async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  const waiting = [''];
  for (let within = waiting.pop(); within !== undefined; within = waiting.pop()) {
    for (const entry of await fs.readdir(path.join(folder, within), { withFileTypes: true })) {
      const name = `${within}${entry.name}`;
      if (entry.isDirectory() && isOfSite(`${name}/`)) waiting.push(`${name}/`);
      else if (entry.isFile() && isOfSite(name) && names.length < mostFiles) names.push(name);
    }
  }
  return names;
}

async function treeOfZip(file: string): Promise<Tree> {
  const zip = await openZip(file);
  return {
    names: zip.names.filter(isOfSite).toSorted(),
    text: async (name) => {
      const bytes = await zip.read(name, longestText);
      return bytes && textIn(bytes);
    },
    close: () => zip.close(),
  };
}

function textIn(bytes: Buffer): string | undefined {
  const text = new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n');
  return text.includes('\0') ? undefined : text;
}
