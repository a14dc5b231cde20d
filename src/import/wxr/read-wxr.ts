// import/wxr/read-wxr.ts: a WordPress export as a stream of records, in constant memory whatever its size.
import { readXml, type XmlClose, type XmlEvent, type XmlOpen } from '../../base/xml/read.ts';
import { closeComment, closeItem, closeNamed, handOnSite, tellFaults, type State } from './hand-on.ts';
import { wxrElements } from './known.ts';
import type { WxrRecord, WxrSite } from './wxr.ts';

export interface WxrProgress {
  record: WxrRecord;
  /** Bytes of the file read so far. */
  bytes: number;
}

const exportUri = /^https?:\/\/wordpress\.org\/export\/1\.\d+\/(excerpt\/)?$/;
const prefixes = {
  wp: 'http://wordpress.org/export/1.2/',
  excerpt: 'http://wordpress.org/export/1.2/excerpt/',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
};
/**
 * Reads WXR 1.0, 1.1 and 1.2. The site comes first; an item brings at most its first comments, the rest follow.
 * @param mends of a file that is not well-formed: mends what is clear, tells of it behind each record, and hands out
 * nothing of a record that breaks off
 * @throws XmlError with the line, after everything before it was handed out
 */
export async function* readWxr(
  chunks: AsyncIterable<Uint8Array>,
  { mends = false } = {},
): AsyncGenerator<WxrProgress> {
  const reading = startReading();
  for await (const { events, bytes } of readXml(chunks, { prefixes, ...(mends && { mend: wxrElements }) })) {
    for (const event of events) reading.take(event);
    for (const record of reading.records.splice(0)) yield { record, bytes };
  }
}

interface Reading {
  records: WxrRecord[];
  take(event: XmlEvent): void;
}

function startReading(): Reading {
  const site: WxrSite = { kind: 'site', title: '', link: '', base_blog_url: '', version: '' };
  const state: State = {
    records: [],
    path: [],
    site,
    fields: {},
    meta: [],
    pair: { key: '', value: '' },
    item: undefined,
    comments: [],
    characters: 0,
    itemIsOut: false,
    attributes: {},
    faults: [],
  };
  const take = (event: XmlEvent) => {
    state.faults.push(...(event.faults ?? []));
    if (event.type === 'open') open(state, event);
    else close(state, event);
  };
  return { records: state.records, take };
}

/** `wp:x` for an export's own elements of any version, else the plain name: `title`, `encoded`, `creator`. */
function nameOf({ name, uri }: XmlEvent): string {
  const found = exportUri.exec(uri);
  if (!found) return name;
  return found[1] ? `excerpt:${name}` : `wp:${name}`;
}

function open(state: State, event: XmlOpen): void {
  const name = nameOf(event);
  state.path.push(name);
  if (name === 'item' && state.path.length === 3) openItem(state);
  if (['wp:author', 'wp:category', 'wp:tag', 'wp:term', 'wp:comment'].includes(name)) {
    handOnSite(state);
    state.fields = {};
    state.meta = [];
  }
  if (['wp:postmeta', 'wp:commentmeta', 'wp:termmeta'].includes(name)) state.pair = { key: '', value: '' };
  if (name === 'category') state.attributes = event.attributes;
}

function openItem(state: State): void {
  handOnSite(state);
  state.item = { kind: 'item', fields: {}, content: '', excerpt: '', terms: [], meta: [], comments: [] };
  state.itemIsOut = false;
}

function close(state: State, event: XmlClose): void {
  const name = state.path.pop()!;
  const parent = state.path.at(-1) ?? '';
  const { text } = event;
  if (name === 'wp:meta_key') state.pair.key = text.trim();
  else if (name === 'wp:meta_value') state.pair.value = text;
  else if (name === 'wp:postmeta') state.item?.meta.push(state.pair);
  else if (name === 'wp:commentmeta' || name === 'wp:termmeta') state.meta.push(state.pair);
  else if (name === 'wp:comment') closeComment(state);
  else if (parent === 'wp:comment') setComment(state, name, text);
  else if (name === 'item') closeItem(state);
  else if (parent === 'item') setItem(state, name, event);
  else if (['wp:author', 'wp:category', 'wp:tag', 'wp:term'].includes(name)) closeNamed(state, name);
  else if (/^wp:(author|category|tag|term)$/.test(parent)) state.fields[name.slice(3)] = text;
  else if (parent === 'channel') setSite(state, name, text);
  else if (name === 'channel') {
    handOnSite(state);
    tellFaults(state);
  }
}

function setSite({ site }: State, name: string, text: string): void {
  if (!site) return;
  if (name === 'title' || name === 'link') site[name] ||= text.trim();
  if (name === 'wp:base_blog_url') site.base_blog_url = text.trim();
  if (name === 'wp:wxr_version') site.version = text.trim();
}

function setItem({ item, attributes }: State, name: string, { text, uri }: XmlClose): void {
  if (!item) return;
  if (name === 'category') {
    const { domain, nicename = '' } = attributes;
    if (domain) item.terms.push({ taxonomy: domain, slug: nicename, name: text.trim() });
  } else if (name === 'excerpt:encoded') item.excerpt = text;
  else if (name === 'encoded' && uri.includes('excerpt')) item.excerpt = text;
  else if (name === 'encoded') item.content = text;
  else item.fields[name.replace(/^wp:/, '')] = text;
}

function setComment(state: State, name: string, text: string): void {
  state.fields[name.replace(/^wp:comment_/, '')] = text;
  state.characters += text.length;
}
