// blog.ts: the running blog, one plain record made in open-blog.ts and handed down; and what features offer one another.
import type { Request } from 'express';
import type { Logger } from 'pino';
import type { User } from './accounts/user.ts';
import type { Waiting } from './base/admin/frame.ts';
import type { MenuItem } from './base/admin/menu.ts';
import type { Config } from './base/config.ts';
import type { BodyLimits } from './base/http/body-memory.ts';
import type { Connection, Database } from './base/database/database.ts';
import type { SafeFetch } from './base/fetch/fetch.ts';
import type { LocalServer } from './base/fetch/local-socket.ts';
import type { Storage } from './base/storage/storage.ts';
import type { Around } from './base/themes/regions.ts';
import type { Theme } from './base/themes/themes.ts';

export interface Blog {
  /** The site's address without a trailing slash; from SITE_URL, never from a request. */
  url: string;
  db: Database;
  /** How to reach the same database, for the worker's and the sessions' own connections. */
  connection: Connection;
  /** Where the bytes of media live. */
  storage: Storage;
  /** Outbound HTTP that refuses private addresses. */
  fetch: SafeFetch;
  /** The clock; tests set it. */
  now(): Date;
  log: Logger;
  config: Config;
  /** Bounds of request bodies that differ from the usual ones; tests set shorter times. */
  body_limits?: Partial<BodyLimits>;
  /** What features offer one another, collected from all of them (extensions.ts). */
  extensions: Extensions;
}

/** What features above offer to those below, which cannot import them: each list in the order of features.ts. */
export interface Extensions {
  /** The lines of the admin's menu, by position. */
  admin_menu: MenuItem[];
  /** Whether a user holds a capability (WordPress's name); what the menu shows depends on it. */
  may: (user: User | undefined, capability: string) => boolean;
  admin_bar: AdminBar[];
  user_pictures: UserPictures[];
  /** What waits for somebody at lines of the admin's menu. */
  waiting: WaitingFor[];
  regions: Regions[];
  live_lists: LiveLists[];
  samples: Samples[];
  media_uses: FindUses[];
  meta_boxes: MetaBoxOf[];
  personal_data: PersonalData[];
  privacy_policy: PolicyOf[];
  own_pages: OwnPages;
}

/** Opens the blog's pages as a stranger gets them; close it when done. */
export type OwnPages = (blog: Blog) => Promise<LocalServer>;

/** Links above every public page for somebody who works here, such as what waits for them. */
export type AdminBar = (blog: Blog, user: User) => Promise<{ title: string; href: string }[]>;

/** What waits for somebody at lines of the admin's menu, such as comments to decide about; asked on every screen. */
export type WaitingFor = (db: Database, user: User) => Promise<Waiting[]>;

/** Addresses of the pictures that these users chose for themselves, by user id; those who chose none are left out. */
export type UserPictures = (blog: Blog, user_ids: number[]) => Promise<Map<number, string>>;

/** What a feature shows on every public page where the theme has a region for it: menus, widgets. */
export type Regions = (blog: Blog, req: Request, theme: Theme) => Promise<Partial<Around>>;

/** A list that a text asks for. */
export interface LiveList {
  /** As widgets call it: recent_posts, archives … */
  kind: string;
  /** How many lines; 0 for the usual. */
  count: number;
  /** Whether dates or numbers stand beside the lines. */
  is_detailed: boolean;
}

/** The markup of the lists that a text asks for, in their order; '' for one that this feature does not know. */
export type LiveLists = (blog: Blog, lists: LiveList[]) => Promise<string[]>;

/** Content that a fresh blog was filled with, and that makes room for one that moves in. */
export interface Samples {
  are_there: (blog: Blog) => Promise<boolean>;
  remove: (blog: Blog) => Promise<void>;
}

/** A place that shows a kept file. */
export interface MediaUse {
  media_id: number;
  /** How it is used there, such as `In the text of`. */
  how: string;
  title: string;
  /** The screen of that place; '' where the asker may not open it. */
  href: string;
}

/** Finds where a feature uses files; a title that the user may not read is left out of it. */
export type FindUses = (blog: Blog, user: User | undefined, media_ids: number[]) => Promise<MediaUse[]>;

/** What a feature knows of a post, beside its text on the write screen. */
export interface MetaBox {
  title: string;
  lines: { text: string; state: string; note: string }[];
  /** Where there is more, or something to do. */
  link: { title: string; href: string };
}

/** Whose data is asked for: whoever has proven an address, or whose address an administrator typed. */
export interface Person {
  /** In lower case. */
  address: string;
  /** The account with this address; null for none. */
  user_id: number | null;
}

/** One thing that is known of a person. */
export interface PersonalItem {
  fields: { name: string; value: string }[];
  /** Kept files that belong to it, by their key in the storage. */
  files?: { key: string; name: string }[];
}

export interface Erased {
  /** How many things are gone, or nobody's any more. */
  removed: number;
  /** What stays, and why: a sentence each. */
  retained: string[];
}

/** What a feature holds of a person: the personal data exporters and erasers of WordPress. */
export interface PersonalData {
  /** Unique: names the group in the export. */
  name: string;
  /** The heading of the group. */
  label: string;
  /** The tables that hold it; a test finds those that nobody names. */
  tables: string[];
  collect(blog: Blog, person: Person): AsyncIterable<PersonalItem>;
  erase(blog: Blog, person: Person): Promise<Erased>;
}

/** A part of what a privacy policy says. */
export interface PolicySection {
  heading: string;
  /** Paragraphs, plain text. */
  text: string[];
}

/** What a feature keeps of readers as it is switched on now: WordPress's suggested text for the privacy policy. */
export type PolicyOf = (blog: Blog) => Promise<PolicySection[]>;

/** The meta box of a post; undefined when there is nothing to say. */
export type MetaBoxOf = (blog: Blog, post_id: number) => Promise<MetaBox | undefined>;
