// base/rest/describe.ts: what the API says of itself: its index, its namespaces, and what OPTIONS says of a path.
import { z } from 'zod';
import { restAddress } from './address.ts';
import { argViews } from './args.ts';
import { restRoute, type RestRoute } from './route.ts';
import { schemaView } from './schema.ts';

const context = z.string().default('view');

/** Programs look for these at the beginning, where WordPress names them. */
const first = ['oembed/1.0', 'wp/v2'];

/**
 * The index of the API and that of each namespace, before all other routes.
 * @param describe what the index says of the site
 */
export function withIndexes<Blog extends { url: string }>(
  routes: RestRoute<Blog>[],
  describe: (blog: Blog) => Promise<Record<string, unknown>>,
): RestRoute<Blog>[] {
  // What stands right at a namespace's place, such as /batch/v1, belongs to none.
  const within = routes.filter(({ path }) => path.split('/').length > 3);
  const namespaces = [...new Set([...first, ...within.map(({ path }) => namespaceOf(path))])].filter((one) =>
    within.some(({ path }) => namespaceOf(path) === one),
  );
  const all: RestRoute<Blog>[] = [];
  const common = { methods: ['GET' as const], permission: 'everybody' };
  const indexes = namespaces.map((namespace) => {
    const views = once((blog: Blog) => routeViews(blog, all, namespace));
    return restRoute<Blog, z.ZodObject>({
      ...common,
      path: `/${namespace}`,
      args: z.object({ namespace: z.string().default(namespace), context }),
      answer: (blog) => ({
        namespace,
        routes: views(blog),
        _links: { up: [{ href: restAddress(blog, '/') }] },
      }),
    });
  });
  const views = once((blog: Blog) => routeViews(blog, all));
  const index = restRoute<Blog, z.ZodObject>({
    ...common,
    path: '/',
    args: z.object({ context }),
    answer: async (blog) => ({
      ...(await describe(blog)),
      namespaces,
      routes: views(blog),
      _links: { help: [{ href: 'https://developer.wordpress.org/rest-api/' }] },
    }),
  });
  all.push(index, ...indexes, ...routes);
  return all;
}

/** What OPTIONS says of a path; its routes are one for some methods each. */
export function pathView<Blog extends { url: string }>(
  blog: Blog,
  routes: RestRoute<Blog>[],
  path: string,
): Record<string, unknown> {
  const schema = routes.find((route) => route.schema)?.schema;
  return {
    ...routeView(routes),
    ...(schema && { schema: schemaView(schema) }),
    _links: { self: [{ href: restAddress(blog, path) }] },
  };
}

function routeViews<Blog extends { url: string }>(
  blog: Blog,
  routes: RestRoute<Blog>[],
  namespace?: string,
): Record<string, object> {
  const shown = routes.filter(({ path }) => namespace === undefined || namespaceOf(path) === namespace);
  const paths = [...new Set(shown.map(({ path }) => path))];
  return Object.fromEntries(
    paths.map((path) => {
      const view = routeView(shown.filter((route) => route.path === path));
      const self = { self: [{ href: restAddress(blog, path) }] };
      return [printed(path), path.includes('(') ? view : { ...view, _links: self }];
    }),
  );
}

function routeView<Blog>(routes: RestRoute<Blog>[]): Record<string, unknown> {
  const [{ path }] = routes as [RestRoute<Blog>];
  return {
    namespace: namespaceOf(path),
    methods: [...new Set(routes.flatMap(({ methods }) => methods))],
    endpoints: routes.map(({ methods, args, in_batch }) => ({
      methods,
      ...(in_batch && { allow_batch: { v1: true } }),
      args: argViews(args, namedIn(path)),
    })),
  };
}

/** `wp/v2` of `/wp/v2/posts`; '' of the index. */
const namespaceOf = (path: string): string => path.split('/').slice(1, 3).join('/');

/** The path as WordPress writes its expressions. */
const printed = (path: string): string =>
  path.replaceAll('(?<', '(?P<').replaceAll(String.raw`\d`, String.raw`[\d]`);

/** The parameters that a path names. */
const namedIn = (path: string): string[] => [...path.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name!);

function once<Given, Made>(make: (given: Given) => Made): (given: Given) => Made {
  let made: { value: Made } | undefined;
  return (given) => (made ??= { value: make(given) }).value;
}
