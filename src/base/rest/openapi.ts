// base/rest/openapi.ts: /openapi.json: the whole API as an OpenAPI 3.1 document, made of what the routes declare.
import { z } from 'zod';
import { restPrefix } from './address.ts';
import { restRoute, type RestMethod, type RestRoute } from './route.ts';
import type { ItemSchema, Property } from './schema.ts';

/** The route of the document; `routes` are those it describes. */
export function openApiRoute<Blog extends { url: string }>(routes: RestRoute<Blog>[]): RestRoute<Blog> {
  let made: { url: string; document: object } | undefined;
  return restRoute<Blog, z.ZodObject>({
    methods: ['GET'],
    path: '/openapi.json',
    permission: 'everybody',
    args: z.object({}),
    answer: ({ url }) => {
      if (made?.url !== url) made = { url, document: openApiOf(routes, url) };
      return made.document;
    },
  });
}

/** What OpenAPI calls an operation. */
interface Operation {
  operationId: string;
  tags: string[];
  parameters: object[];
  requestBody?: object;
  responses: Record<string, object>;
  security: Record<string, string[]>[];
}

/** The document. Routes that answer the same thing share its schema. */
function openApiOf<Blog>(routes: RestRoute<Blog>[], url: string): Record<string, unknown> {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] ??= {};
    for (const method of route.methods)
      paths[path][method.toLowerCase()] ??= operationOf(route, method, path);
  }
  const schemas = routes.flatMap(({ schema }) => (schema ? [[schema.title, schemaOf(schema)]] : []));
  return {
    openapi: '3.1.0',
    info: {
      title: 'WordPress REST API of this site',
      version: '2',
      description: 'Made of the same declarations that read the requests.',
    },
    servers: [{ url: url + restPrefix }],
    paths,
    components: {
      schemas: { ...(Object.fromEntries(schemas) as object), error },
      securitySchemes: {
        application_password: {
          type: 'http',
          scheme: 'basic',
          description: 'The name of a user and an application password.',
        },
        nonce: {
          type: 'apiKey',
          in: 'header',
          name: 'X-WP-Nonce',
          description: 'With the session’s cookie.',
        },
      },
    },
  };
}

const error = {
  type: 'object',
  required: ['code', 'message', 'data'],
  properties: {
    code: { type: 'string' },
    message: { type: 'string' },
    data: { type: 'object', properties: { status: { type: 'integer' } } },
  },
};

/** `/wp/v2/posts/{id}` of `/wp/v2/posts/(?<id>\d+)`. */
const templateOf = (path: string): string => path.replaceAll(named, '{$1}').replaceAll(String.raw`\/`, '/');

const named = /\(\?<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g;

function operationOf<Blog>(route: RestRoute<Blog>, method: RestMethod, path: string): Operation {
  const { args, permission, schema } = route;
  const given = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Record<string, unknown>>;
  };
  const fields = Object.entries(given.properties ?? {});
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const others = fields.filter(([name]) => !inPath.includes(name));
  const isRequired = (name: string) => !z.safeParse(args.shape[name]!, undefined).success;
  const isRead = method === 'GET' || method === 'DELETE';
  const known = Object.fromEntries(fields);
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+/g, '_')}`,
    tags: [path.split('/').slice(1, 3).join('/')],
    parameters: [
      ...inPath.map((name) => ({ ...parameter(name, 'path', known[name]), required: true })),
      ...(isRead
        ? others.map(([name, about]) => ({ ...parameter(name, 'query', about), required: isRequired(name) }))
        : []),
    ],
    ...(!isRead && others.length && { requestBody: bodyOf(others, isRequired) }),
    responses: responsesOf(schema, method, 'per_page' in args.shape),
    security: permission === 'everybody' ? [{}, ...ways] : ways,
  };
}

const ways: Record<string, string[]>[] = [{ application_password: [] }, { nonce: [] }];

function parameter(
  name: string,
  place: 'path' | 'query',
  about: Record<string, unknown> = { type: 'string' },
) {
  const { description, ...schema } = about;
  return { name, in: place, ...(description !== undefined && { description }), schema };
}

function bodyOf(fields: [string, object][], isRequired: (name: string) => boolean): object {
  const required = fields.map(([name]) => name).filter(isRequired);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(required.length && { required }),
  };
  return { content: { 'application/json': { schema } } };
}

function responsesOf(
  schema: ItemSchema | undefined,
  method: RestMethod,
  isList: boolean,
): Record<string, object> {
  const item = schema ? { $ref: `#/components/schemas/${schema.title}` } : {};
  const answer =
    method === 'GET' && isList ? { type: 'array', items: item } : method === 'DELETE' ? {} : item;
  const of = (description: string, about: object) => ({
    description,
    content: { 'application/json': { schema: about } },
  });
  return {
    '2XX': of('What was asked for, or what was done.', answer),
    '4XX': of('Why not.', { $ref: '#/components/schemas/error' }),
  };
}

/** A thing's fields in today's JSON Schema; `x-context` names the contexts that show one. */
const schemaOf = ({ properties }: ItemSchema): object => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, propertyOf(one)])),
});

function propertyOf({ context, readonly, properties, ...about }: Property): object {
  return {
    ...about,
    ...(context && { 'x-context': context }),
    ...(readonly && { readOnly: true }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, propertyOf(one)]),
      ),
    }),
  };
}
