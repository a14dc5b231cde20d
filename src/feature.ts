// feature.ts: the manifest of a feature: what the entry points need to know to put it into the application.
import type { Router } from 'express';
import type { Announcement, Announcements } from './announcements.ts';
import type { MenuItem } from './base/admin/menu.ts';
import type { Schedule, Task } from './base/jobs/jobs.ts';
import type { RestRoute } from './base/rest/route.ts';
import type { DeclaredSettings } from './base/settings/settings.ts';
import type {
  AdminBar,
  Blog,
  FindUses,
  MetaBoxOf,
  LiveLists,
  PersonalData,
  PolicyOf,
  Regions,
  Samples,
  UserPictures,
  WaitingFor,
} from './blog.ts';

/** Runs later, in the worker, possibly twice. */
export type Listener<Name extends Announcement> = (blog: Blog, data: Announcements[Name]) => Promise<void>;

/** A word of the command line: `npm run quillback -- NAME …`. Returns the exit code. */
export interface Command {
  /** One line for `help`, beginning with the arguments. */
  usage: string;
  run(blog: Blog, args: string[]): Promise<number>;
}

/** A line of `doctor`: undefined when all is well, else what is wrong and what to do. */
export interface Check {
  name: string;
  run(blog: Blog): Promise<string | undefined>;
  /** Mends it, for `doctor --repair`; gives back what was done as a sentence, '' or undefined when there was nothing to do. */
  repair?(blog: Blog): Promise<string | undefined>;
}

export interface Feature {
  name: string;
  /** Pages for readers; every POST on them is checked to come from this site. */
  site?: (blog: Blog) => Router;
  /** Addresses for other programs, without cookies and without the same-origin check; mounted before `site`. */
  open?: (blog: Blog) => Router;
  /** Routes of the REST API, below /wp-json: for programs with an application password. */
  rest?: RestRoute<Blog>[];
  /** What the index of the REST API says of the site by this room. */
  rest_index?: (blog: Blog) => Promise<Record<string, unknown>>;
  /** Screens under /admin; only signed-in users reach them. */
  admin?: { menu?: MenuItem[]; waiting?: WaitingFor; routes: (blog: Blog) => Router };
  /** Links above every public page for those who work here, such as what waits for them. */
  admin_bar?: AdminBar;
  /** The pictures that users chose, for screens of features below. */
  user_pictures?: UserPictures;
  /** What this feature puts around every public page where the theme has a region for it: menus, widgets. */
  regions?: Regions;
  /** What this feature lists within texts. */
  live_lists?: LiveLists;
  /** What a fresh blog was filled with. */
  samples?: Samples;
  /** Paths whose POST checks itself that it comes from this site (refuseForeign), to give back what was typed. */
  checks_origin?: string[];
  settings?: DeclaredSettings[];
  /** Where this feature shows kept files, for the media screens and before one is deleted. */
  media_uses?: FindUses;
  /** A meta box on the write screen of a post. */
  meta_box?: MetaBoxOf;
  /** What this feature holds of a person, to be taken out and erased. */
  personal_data?: PersonalData[];
  /** What the privacy policy says of it. */
  privacy_policy?: PolicyOf;
  on?: { [Name in Announcement]?: Listener<Name> };
  /** Named jobs that are not answers to an announcement: `addJob(blog, name, payload)`. */
  tasks?: Record<string, Task<Blog>>;
  schedules?: Schedule[];
  commands?: Record<string, Command>;
  checks?: Check[];
  /** Called once when the server has opened the blog, before it listens. */
  start?: (blog: Blog) => Promise<void>;
  /** Called once when the process ends, before the database goes (to write what is still in memory). */
  stop?: (blog: Blog) => Promise<void>;
}
