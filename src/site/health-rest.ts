// site/health-rest.ts: /wp-json/wp-site-health/v1: the questions that apps ask of a site, answered from here.
import { z } from 'zod';
import { isHttps } from '../base/http/cookies.ts';
import { restRoute, type RestRoute } from '../base/rest/route.ts';
import { property, type ItemSchema } from '../base/rest/schema.ts';
import type { Blog } from '../blog.ts';

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
        badge: { label: 'Security', color: 'blue' },
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
];
