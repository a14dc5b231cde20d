// import/blogger/entries.ts: entries of a Blogger feed out of the events of its XML, in both forms that Blogger writes.
import type { XmlClose, XmlEvent, XmlOpen } from '../../base/xml/read.ts';

export interface Entry {
  /** post, page, comment, template, settings. */
  kind: string;
  id: string;
  title: string;
  content: string;
  /** Whether the content is plain text. */
  is_plain: boolean;
  description: string;
  published: string;
  updated: string;
  labels: string[];
  author: { name: string; uri: string; email: string };
  is_draft: boolean;
  is_gone: boolean;
  is_waiting: boolean;
  is_spam: boolean;
  /** The address of the page, or its path alone. */
  address: string;
  /** Of a comment: its post, that one's address, and the comment that it answers. */
  post: string;
  post_address: string;
  parent: string;
}

export interface Entries {
  blog: { id: string; title: string; link: string };
  /** Gives an entry when it is whole. */
  take(event: XmlEvent): Entry | undefined;
}

const kindScheme = 'http://schemas.google.com/g/2005#kind';

const newEntry = (): Entry => ({
  kind: '',
  id: '',
  title: '',
  content: '',
  is_plain: false,
  description: '',
  published: '',
  updated: '',
  labels: [],
  author: { name: '', uri: '', email: '' },
  is_draft: false,
  is_gone: false,
  is_waiting: false,
  is_spam: false,
  address: '',
  post: '',
  post_address: '',
  parent: '',
});

export function startEntries(): Entries {
  const path: string[] = [];
  const blog = { id: '', title: '', link: '' };
  let entry: Entry | undefined;
  return {
    blog,
    take(event) {
      if (event.type === 'open') {
        if (event.name === 'entry' && path.length === 1) entry = newEntry();
        else if (entry && path.length === 2) openIn(entry, event);
        else if (path.length === 1 && event.name === 'link') readSiteLink(blog, event);
        path.push(event.name);
        return undefined;
      }
      path.pop();
      if (event.name === 'entry' && path.length === 1) {
        const whole = entry;
        entry = undefined;
        return whole;
      }
      if (entry) closeIn(entry, event, path);
      else if (path.length === 1) readSite(blog, event);
      return undefined;
    },
  };
}

function readSiteLink(blog: Entries['blog'], { attributes }: XmlOpen): void {
  const { rel, href = '', type = 'text/html' } = attributes;
  if (rel === 'alternate' && type === 'text/html') blog.link ||= href;
}

function readSite(blog: Entries['blog'], { name, text }: XmlClose): void {
  if (name === 'id') blog.id = /blog-(\d+)/.exec(text)?.[1] ?? text.trim();
  if (name === 'title') blog.title ||= text.trim();
}

function openIn(entry: Entry, { name, attributes }: XmlOpen): void {
  if (name === 'category') readCategory(entry, attributes);
  if (name === 'link') readLink(entry, attributes);
  if (name === 'content') entry.is_plain = attributes.type === 'text';
  if (name === 'in-reply-to') {
    entry.post = attributes.ref ?? '';
    entry.post_address = attributes.href ?? '';
  }
  // Older ones say by a property whether a comment waits or is spam.
  if (name === 'extendedProperty' && attributes.name === 'blogger.contentRemoved') entry.is_gone = true;
}

function readCategory(entry: Entry, { scheme = '', term = '' }: Record<string, string>): void {
  if (scheme === kindScheme) entry.kind = term.split('#').at(-1) ?? '';
  else if (term) entry.labels.push(term);
}

function readLink(entry: Entry, { rel, href = '', type = 'text/html' }: Record<string, string>): void {
  if (rel === 'alternate' && type === 'text/html') entry.address ||= href;
  if (rel === 'related') entry.parent = /\/(\d+)\/?$/.exec(href)?.[1] ?? '';
}

const plainFields = ['id', 'title', 'published', 'updated'] as const;

function closeIn(entry: Entry, { name, text }: XmlClose, path: string[]): void {
  const above = path.at(-1);
  if (above === 'author' && (name === 'name' || name === 'uri' || name === 'email'))
    entry.author[name] = text.trim();
  if (above === 'control' && name === 'draft') entry.is_draft = text.trim() === 'yes';
  if (path.length !== 2) return;
  const plain = plainFields.find((one) => one === name);
  if (plain) entry[plain] = text.trim();
  if (name === 'content' || (name === 'summary' && !entry.content)) entry.content = text;
  readOfTakeout(entry, name, text.trim());
}

/** The form of Google Takeout has elements of its own. */
function readOfTakeout(entry: Entry, name: string, text: string): void {
  if (name === 'type') entry.kind = text.toLowerCase();
  else if (name === 'filename') entry.address ||= text;
  else if (name === 'metaDescription') entry.description = text;
  else if (name === 'parent') entry.post = text;
  else if (name === 'inReplyTo') entry.parent = /(\d+)$/.exec(text)?.[1] ?? '';
  else if (name === 'trashed' && text) entry.is_gone = true;
  else if (name === 'status') readStatus(entry, text);
}

function readStatus(entry: Entry, status: string): void {
  entry.is_draft = status === 'DRAFT';
  entry.is_gone ||= /TRASHED|REMOVED|DELETED/.test(status);
  entry.is_waiting = /PENDING|MODERAT/.test(status);
  entry.is_spam = status.includes('SPAM');
}
