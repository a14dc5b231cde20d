// import/disqus/disqus-reader.ts: exports of Disqus (Admin → Moderation → Export): comments, onto the posts that are here.
import { N_ } from '../../base/language/gettext.ts';
import { readXml, type XmlClose, type XmlOpen } from '../../base/xml/read.ts';
import { comment, leftOut } from '../make.ts';
import { nothingFirst, type Input, type Reader } from '../reader.ts';
import { gathering } from '../threads.ts';
import { unreadable } from '../unreadable.ts';
import type { WxrProgress } from '../wxr/read-wxr.ts';
import type { WxrComment, WxrRecord } from '../wxr/wxr.ts';

export const disqusReader: Reader = {
  kind: 'disqus',
  title: 'Disqus',
  where: N_('Admin → Moderation → Export. An XML file, packed: unpack it first.'),
  knows: (start) => /^(?:<\?xml[^>]*\?>\s*)?<disqus[\s>]/.test(start),
  first: nothingFirst,
  read,
};

/** Threads are kept in memory while the comments come. */
const mostThreads = 1_000_000;

interface State {
  path: string[];
  /** Of the thread or comment that is open. */
  fields: Record<string, string>;
  id: string;
  /** Addresses by thread. */
  threads: Map<string, string[]>;
  /** The name of the forum, once it is known. */
  forum: string;
}

async function* read({ open, address }: Input): AsyncGenerator<WxrProgress> {
  const state: State = { path: [], fields: {}, id: '', threads: new Map(), forum: '' };
  const gathered = gathering();
  let sentSite = false;
  let last = 0;
  let problem: unknown;
  try {
    for await (const { events, bytes } of readXml(open())) {
      last = bytes;
      for (const event of events) {
        const found = event.type === 'open' ? begin(state, event) : end(state, event);
        if (!found) continue;
        if (!sentSite) yield { record: siteOf(state.forum, address), bytes };
        sentSite = true;
        if ('kind' in found) yield { record: found, bytes };
        else for (const record of gathered.add(found)) yield { record, bytes };
      }
    }
  } catch (error) {
    problem = error;
  }
  for (const record of gathered.end()) yield { record, bytes: last };
  if (problem) throw problem;
}

const siteOf = (forum: string, address: string): WxrRecord => ({
  kind: 'site',
  title: forum,
  // The comments belong to this blog: no address of another is remembered.
  link: '',
  base_blog_url: '',
  version: '',
  key: `disqus ${forum || address}`,
});

const idOf = ({ attributes }: XmlOpen): string => attributes['dsq:id'] ?? '';

function begin(state: State, event: XmlOpen): undefined {
  const parent = state.path.at(-1) ?? '';
  state.path.push(event.name);
  if (state.path.length === 2) {
    state.fields = {};
    state.id = idOf(event);
  }
  if (parent === 'post' && (event.name === 'thread' || event.name === 'parent'))
    state.fields[event.name] = idOf(event);
  return undefined;
}

type Found = { post: string; addresses: string[]; comment: WxrComment } | WxrRecord | undefined;

function end(state: State, { name, text }: XmlClose): Found {
  state.path.pop();
  const parent = state.path.at(-1) ?? '';
  if (state.path.length === 1) {
    if (name === 'thread') keepThread(state);
    return name === 'post' ? postOf(state) : undefined;
  }
  const isOwn = ['thread', 'post'].includes(parent) && state.path.length === 2;
  if (isOwn && !['thread', 'parent', 'author'].includes(name)) state.fields[name] = text.trim();
  if (isOwn && name === 'forum') state.forum ||= text.trim();
  if (parent === 'author') state.fields[`author_${name}`] = text.trim();
  return undefined;
}

/** Where a thread stood; its identifier may be an address, or hold one. */
function keepThread({ threads, fields, id }: State): void {
  if (threads.size >= mostThreads) throw unreadable('The file holds more than 1,000,000 threads.');
  const { link = '', id: identifier = '' } = fields;
  const named = /https?:\/\/\S+|^\/\S+/.exec(identifier)?.[0] ?? '';
  threads.set(
    id,
    [...new Set([link, named])].filter(Boolean).map((one) => one.slice(0, 2000)),
  );
}

function postOf({ threads, fields, id }: State): Found {
  const addresses = threads.get(fields.thread ?? '') ?? [];
  const isSpam = fields.isSpam === 'true';
  if (!fields.message && !isSpam) return leftOut('comments', 'nothing is in them');
  return {
    post: '',
    addresses,
    comment: comment({
      id: `disqus-${id}`,
      parent: fields.parent ? `disqus-${fields.parent}` : '',
      author: fields.author_name || fields.author_username || 'Anonymous',
      author_email: fields.author_email ?? '',
      author_IP: fields.ipAddress ?? '',
      date_gmt: fields.createdAt ?? '',
      approved: isSpam ? 'spam' : stateOf(fields),
      content: fields.message ?? '',
    }),
  };
}

function stateOf({ isDeleted, isApproved }: Record<string, string>): string {
  if (isDeleted === 'true') return 'trash';
  return isApproved === 'false' ? '0' : '1';
}
