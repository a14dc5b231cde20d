// work.ts: all background work of the house: announcements to their listeners, tasks, schedules.
import { z } from 'zod';
import type { Announcement } from './announcements.ts';
import { addJob, type Schedule, type Task } from './base/jobs/jobs.ts';
import type { Work } from './base/jobs/worker.ts';
import { inSiteLanguage } from './base/language/site.ts';
import { deliverEmail } from './base/mail/deliver.ts';
import type { Blog } from './blog.ts';
import type { Feature, Listener } from './feature.ts';

const announced = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) });

/** Collects what the features do in the background. A listener's job is called FEATURE:ANNOUNCEMENT. */
export function workOf(features: Feature[]): Work<Blog> {
  const listeners = features.flatMap(listenersOf);
  const tasks: Record<string, Task<Blog>> = {
    announcement: async (blog, payload) => {
      const { name, data } = announced.parse(payload);
      for (const listener of listeners.filter((one) => one.hears === name)) {
        await addJob(blog, listener.task, data);
      }
    },
    'mail.send': deliverEmail,
    ...Object.fromEntries(listeners.map(({ task, run }) => [task, run])),
    ...Object.assign({}, ...features.map((feature) => feature.tasks ?? {})),
  };
  const schedules: Schedule[] = features.flatMap((feature) => feature.schedules ?? []);
  return { tasks: inLanguageOfSite(tasks), schedules };
}

/** What is done in the background speaks the language of the site: its emails, and the words it puts into texts. */
const inLanguageOfSite = (tasks: Record<string, Task<Blog>>): Record<string, Task<Blog>> =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (blog: Blog, payload: unknown) => inSiteLanguage(blog.db, async () => task(blog, payload)),
    ]),
  );

function listenersOf({ name, on = {} }: Feature) {
  return Object.entries(on).map(([hears, listener]) => ({
    hears,
    task: `${name}:${hears}`,
    run: (blog: Blog, data: unknown) => (listener as Listener<Announcement>)(blog, data as never),
  }));
}
