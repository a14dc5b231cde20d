// site/health-rest.ts: /wp-json/wp-site-health/v1: the questions that apps ask of a site, answered from here.
import { z } from 'zod';
import { isHttps } from '../base/http/cookies.ts';
import { restRoute, type RestRoute } from '../base/rest/route.ts';
import { property, type ItemSchema } from '../base/rest/schema.ts';
import type { Blog } from '../blog.ts';
import { storageUsed } from '../dashboard/queries.ts';
import { sizeLabel } from '../media/view.ts';

const all = 'view edit embed';

const schema: ItemSchema = {
  title: 'wp-site-health-test',
  properties: {
    test: property('string', 'What was asked.', all, { readonly: true }),
    label: property('string', 'The answer in a sentence.', all, { readonly: true }),
    status: property('string', 'How well it is.', all, {
      readonly: true,
      enum: ['good', 'recommended', 'critical'],
    }),
    badge: property('object', 'What it is about.', all, { readonly: true }),
    description: property('string', 'The answer at length, as HTML.', all, { readonly: true }),
    actions: property('string', 'What to do, as HTML; empty for nothing.', all, { readonly: true }),
  },
};

/** Answers one question. */
const healthTest = (
  name: string,
  ask: (
    blog: Blog,
    authorization: string | undefined,
  ) => { good: boolean; label: string; description: string },
  badge: 'Security' | 'Performance' = 'Security',
): RestRoute<Blog> =>
  restRoute({
    methods: ['GET'],
    path: `/wp-site-health/v1/tests/${name}`,
    permission: 'manage_options',
    args: z.object({}),
    schema,
    answer: (blog, { req }) => {
      const { good, label, description } = ask(blog, req.get('authorization'));
      return {
        label,
        status: good ? 'good' : 'recommended',
        badge: { label: badge, color: 'blue' },
        description: `<p>${description}</p>`,
        actions: '',
        test: name.replaceAll('-', '_'),
      };
    },
  });

export const healthRest: RestRoute<Blog>[] = [
  healthTest('https-status', ({ url }) =>
    isHttps(url)
      ? {
          good: true,
          label: 'Your website is using an active HTTPS connection',
          description: 'Readers and programs reach this site over HTTPS.',
        }
      : {
          good: false,
          label: 'Your website does not use HTTPS',
          description: 'SITE_URL begins with http: what is sent can be read on its way.',
        },
  ),
  healthTest('authorization-header', (_blog, authorization) =>
    authorization
      ? {
          good: true,
          label: 'The Authorization header is working as expected',
          description: 'The header came through to this site, so application passwords work.',
        }
      : {
          good: false,
          label: 'The authorization header is missing',
          description:
            'This request brought no header: it came from a browser, or a proxy before this site takes the header away.',
        },
  ),
  healthTest('background-updates', () => ({
    good: true,
    label: 'Background updates are not needed',
    description: 'Nothing here changes its own program: whoever runs the server brings a new version.',
  })),
  healthTest(
    'loopback-requests',
    () => ({
      good: true,
      label: 'Your site can perform its jobs without loopback requests',
      description: 'Jobs are done by a queue of the program; no visit and no request to itself starts them.',
    }),
    'Performance',
  ),
  healthTest('dotorg-communication', () => ({
    good: true,
    label: 'Nothing is asked of WordPress.org',
    description: 'This site needs no answer from there, and sends nothing.',
  })),
  healthTest(
    'page-cache',
    () => ({
      good: true,
      label: 'Pages need no page cache',
      description: 'They are made quickly, and a browser that has a page is told when it is still the same.',
    }),
    'Performance',
  ),
  restRoute({
    methods: ['GET'],
    path: '/wp-site-health/v1/directory-sizes',
    permission: 'manage_options',
    args: z.object({}),
    answer: directorySizes,
  }),
];

/** What takes space, as WordPress lists it. Programs and themes came with the server: only what grows is measured. */
async function directorySizes({ db }: Blog): Promise<Record<string, unknown>> {
  const { uploads, database } = await storageUsed(db);
  const raw = { uploads_size: Number(uploads), database_size: Number(database) };
  const all = { ...raw, total_size: raw.uploads_size + raw.database_size };
  return Object.fromEntries(
    Object.entries(all).map(([name, bytes]) => {
      const size = sizeLabel(bytes);
      return [name, { size, debug: `${size} (${bytes} bytes)`, raw: bytes }];
    }),
  );
}
