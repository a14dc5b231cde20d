// import/wxr/wxr.ts: the records of a WordPress export (WXR 1.0 to 1.2), as they stand in the file.

import type { XmlFault } from '../../base/xml/faults.ts';

export interface WxrSite {
  kind: 'site';
  title: string;
  link: string;
  base_blog_url: string;
  version: string;
  /** What records are known under, where the file has a better name than the address. */
  key?: string;
}

export interface WxrAuthor {
  kind: 'author';
  id: string;
  login: string;
  email: string;
  display_name: string;
  /** The role there, in exports of this engine; '' in others. */
  role: string;
}

/** A category, tag or any other term; `parent` is a slug. */
export interface WxrTerm {
  kind: 'term';
  id: string;
  taxonomy: string;
  slug: string;
  parent: string;
  name: string;
  description: string;
  meta: WxrMeta[];
}

export interface WxrMeta {
  key: string;
  value: string;
}

/** A term an item is filed under. */
export interface WxrFiled {
  taxonomy: string;
  slug: string;
  name: string;
}

export interface WxrItem {
  kind: 'item';
  /** Element names without prefix: title, link, pubDate, creator, guid, post_id, post_date_gmt, status … */
  fields: Record<string, string>;
  content: string;
  excerpt: string;
  terms: WxrFiled[];
  meta: WxrMeta[];
  /** Further addresses that it had, of whole sites. */
  former?: string[];
  /** The first ones; more may follow as records of their own. */
  comments: WxrComment[];
}

/** Further comments of the item before. */
export interface WxrComments {
  kind: 'comments';
  comments: WxrComment[];
}

/** Comments on a post that stands elsewhere: in another part of the file, or on this blog already. */
export interface WxrThread {
  kind: 'thread';
  /** The post as the old site calls it; '' where only its address is known. */
  post: string;
  /** Addresses that it had, the likeliest first; any of them may be a path alone. */
  addresses: string[];
  comments: WxrComment[];
}

/** What the table says of records that are not handed out, or of a kind as a whole. */
export interface WxrTold {
  kind: 'told';
  /** posts, comments … */
  what: string;
  words: string;
  as: 'left_out' | 'already_there' | 'words';
  count: number;
}

export interface WxrComment {
  /** comment_id, comment_author, comment_date_gmt … without `comment_`; `content_format` where it is Markdown. */
  fields: Record<string, string>;
  meta: WxrMeta[];
}

/** What was mended in the record before; follows it. */
export interface WxrMended {
  kind: 'mended';
  /** Of an item, its type and title; undefined for what is none. */
  item: { type: string; title: string } | undefined;
  faults: XmlFault[];
  /** Whether the record breaks off, and so was not handed out. */
  is_lost: boolean;
}

export type WxrRecord =
  WxrSite | WxrAuthor | WxrTerm | WxrItem | WxrComments | WxrThread | WxrTold | WxrMended;
