// import/markdown/markdown-reader.ts: a site that is a folder of Markdown (Hugo, Jekyll, Hexo, Eleventy, Astro), or a ZIP file of it.
import fs from 'node:fs/promises';
import { N_ } from '../../base/language/gettext.ts';
import { filesOfFolder, filesOfZip } from '../files.ts';
import { leftOut, toldOf } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { unreadable } from '../unreadable.ts';
import { wholeSite } from '../wordpress-site/site-reader.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrRecord } from '../wxr/wxr.ts';
import { entryOf, type Entry } from './entry.ts';
import { bodyOf, partFile } from './front-matter.ts';
import { recordOf } from './records.ts';
import { referredIn } from './references.ts';
import { siteOf, type Site } from './site.ts';
import { openTree, type Tree } from './tree.ts';

const mostTexts = 100_000;

export const markdownReader: Reader = {
  kind: 'markdown',
  title: N_('Markdown files (Hugo, Jekyll, Hexo, Eleventy, Astro)'),
  where: N_('The folder of the site as a ZIP file, with its texts, pictures and configuration.'),
  knows: () => false,
  first: nothingFirst,
  files: async (place) => ((await fs.stat(place)).isDirectory() ? filesOfFolder(place) : filesOfZip(place)),
  read,
};

/** Whether there are such texts in a folder or a ZIP file. */
export async function holdsMarkdown(place: string): Promise<boolean> {
  const tree = await openTree(place);
  await tree.close();
  return tree.names.some(isText);
}

const isText = (name: string): boolean =>
  /\.(?:md|markdown|mdown)$/i.test(name) || /(?:^|\/)_posts\/.*\.html$/i.test(name);
/** What tells of the project, not of its subject. */
const ofProject =
  /(?:^|\/)(?:readme|licen[sc]e|changelog|contributing|code_of_conduct|security|agents|claude)\.\w+$/i;

async function* read(input: Input): AsyncGenerator<WxrProgress> {
  const { isDirectory, size } = await statOf(input.path);
  const whole = isDirectory ? wholeSite : size;
  const tree = await openTree(input.path);
  try {
    const site = await siteOf(tree);
    // What the person says counts before the configuration, which may name a machine of its author.
    const isSaid = input.address !== input.blog.url.replace(/\/+$/, '');
    const address = isSaid ? input.address : site.address || input.address;
    yield { record: siteRecord(site, address), bytes: 0 };
    const { entries, left } = await entriesOf(tree, site);
    for (const record of left) yield { record, bytes: 0 };
    const around = {
      site: address,
      referred: referredIn(tree.names, entries, address),
      met: new Set<string>(),
    };
    const lost = new Map<string, number>();
    for (const [at, entry] of entries.entries()) {
      const body = bodyOf((await tree.text(entry.name)) ?? '');
      const made = recordOf(entry, body, around);
      for (const one of made.lost) lost.set(one, (lost.get(one) ?? 0) + 1);
      const bytes = Math.floor(((at + 1) / entries.length) * whole);
      for (const record of [...made.files, made.item]) yield { record, bytes };
    }
    if (lost.size) yield { record: toldOf('posts', lostWords(lost)), bytes: whole };
    const { missing } = around.referred;
    if (missing.size) yield { record: leftOut('media', missingWords(missing), missing.size), bytes: whole };
    const unnamed = around.referred.count - around.met.size;
    if (unnamed) yield { record: leftOut('media', 'no text names them', unnamed), bytes: whole };
  } finally {
    await tree.close();
  }
}

async function statOf(place: string): Promise<{ isDirectory: boolean; size: number }> {
  const found = await fs.stat(place).catch(() => {
    throw unreadable('Markdown files are read from a folder, or from a ZIP file of it.');
  });
  return { isDirectory: found.isDirectory(), size: found.size };
}

const siteRecord = (site: Site, address: string): WxrRecord => ({
  kind: 'site',
  title: site.title,
  link: address,
  base_blog_url: address,
  version: '',
  // The address may be told or not: the folder is the same.
  key: `markdown ${site.title || 'folder'}`,
});

/** All texts by what stands above them, before any is read: they name one another. */
async function entriesOf(tree: Tree, site: Site): Promise<{ entries: Entry[]; left: WxrRecord[] }> {
  const entries: Entry[] = [];
  const left: WxrRecord[] = [];
  for (const name of tree.names.filter(isText)) {
    const reason =
      entries.length >= mostTexts ? 'more than 100,000 texts' : await takeText(tree, site, name, entries);
    if (reason) left.push(leftOut('texts', reason));
  }
  return { entries, left };
}

/** Adds a text's entry; returns why it is left out. */
async function takeText(tree: Tree, site: Site, name: string, entries: Entry[]): Promise<string> {
  if (/(?:^|\/)_index(?:\.[\w-]+)?\.\w+$/.test(name))
    return 'lists of a section (_index.md), which are made here by themselves';
  const text = await tree.text(name);
  if (text === undefined) return `${name.slice(-100)}: larger than 8 MB, or no text`;
  const { front, problem } = partFile(text);
  if (problem) return `${name.slice(-100)}: what stands above the text cannot be read (${problem})`;
  if (
    !front &&
    (ofProject.test(name) || (site.made_by === 'jekyll' && !/(?:^|\/)_(?:posts|drafts)\//.test(name)))
  )
    return 'without fields above the text, which tell of the project';
  if (site.made_by === 'hugo' && !name.startsWith('content/')) return 'outside of the folder content';
  entries.push(entryOf(site, name, front ?? {}));
  return '';
}

const missingWords = (missing: Set<string>): string =>
  `named by texts, and not in the folder: ${[...missing].slice(0, 10).join(', ').slice(0, 500)}${missing.size > 10 ? ' …' : ''}`;

function lostWords(lost: Map<string, number>): string {
  const names = [...lost.keys()].slice(0, 10).join(', ');
  return `of tags that are not known here the words between them stay: ${names}${lost.size > 10 ? ' …' : ''}`;
}
