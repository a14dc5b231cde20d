// site/settings-rest.ts: /wp-json/wp/v2/settings: what settings the API names, and changes them as the screens do.
import { z } from 'zod';
import { settingsSaved } from '../announcements.ts';
import { inRestWords } from '../base/rest/refusals.ts';
import { restRoute, type RestCall, type RestRoute } from '../base/rest/route.ts';
import { flag, integer, text } from '../base/rest/values.ts';
import { changeSettings, valuesOf } from '../base/settings/change.ts';
import { general } from '../base/settings/general.ts';
import { restNamesOf, restSchemaOf, type RestSchema } from '../base/settings/rest-schema.ts';
import type { Blog } from '../blog.ts';
import { reading, writingRules } from '../posts/settings.ts';
import { writing } from '../terms/settings.ts';
import { siteIdentity } from '../themes/settings.ts';
import { openAtFirst } from '../writing/settings.ts';

/** All declarations that name something of the API. */
export const restSettings = [general, reading, writingRules, writing, openAtFirst, siteIdentity];

const names = restNamesOf(restSettings);
const schemas = restSchemaOf(restSettings);

/** Values that WordPress spells otherwise. */
const spellings: Record<string, { told: (held: unknown) => unknown; read: (given: unknown) => unknown }> = {
  language: {
    told: (held) => String(held).replaceAll('-', '_'),
    read: (given) => (typeof given === 'string' ? given.replaceAll('_', '-') || 'en-US' : given),
  },
  default_post_format: {
    told: (held) => (held === 'standard' ? '0' : held),
    read: (given) => (given === '0' || given === '' ? 'standard' : given),
  },
};

async function show(blog: Blog): Promise<Record<string, unknown>> {
  const values = await valuesOf(blog.db, restSettings);
  const told = Object.entries(names).map(([rest, name]) => [
    rest,
    spellings[rest] ? spellings[rest].told(values[name]) : values[name],
  ]);
  return { ...Object.fromEntries(told), url: blog.url, site_logo: null };
}

/** null gives a setting its first value back. @throws HttpError 400 naming what is wrong */
async function change(blog: Blog, { args }: RestCall): Promise<Record<string, unknown>> {
  const given = Object.entries(names).filter(([rest]) => args[rest] !== undefined);
  const values = given.map(([rest, name]) => [name, valueFor(rest, args[rest])]);
  const restNames = Object.fromEntries(Object.entries(names).map(([rest, name]) => [name, rest]));
  await inRestWords(
    () => changeSettings(blog.db, restSettings, Object.fromEntries(values), settingsSaved),
    restNames,
  );
  return show(blog);
}

function valueFor(rest: string, given: unknown): unknown {
  if (given === null) return schemas[rest]!.default;
  return spellings[rest] ? spellings[rest].read(given) : given;
}

function argOf({ type, description, title }: RestSchema) {
  const words = description || title;
  const read = type === 'integer' ? integer(words) : type === 'boolean' ? flag(words) : text(words, 10_000);
  return read.nullable().meta({ description: words, title, type }).optional();
}

const schema = {
  title: 'settings',
  properties: {
    ...Object.fromEntries(Object.entries(schemas).map(([rest, one]) => [rest, { ...one }])),
    url: { type: 'string', description: 'The address of the site.', format: 'uri', readonly: true },
    site_logo: { type: 'integer', description: 'There is none besides the icon.', readonly: true },
  },
};
const written = z.object(
  Object.fromEntries(Object.entries(schemas).map(([rest, one]) => [rest, argOf(one)])),
);
const common = { path: '/wp/v2/settings', permission: 'manage_options', schema };

export const settingsRest: RestRoute<Blog>[] = [
  restRoute({ ...common, methods: ['GET'], args: z.object({}), answer: show }),
  restRoute({ ...common, methods: ['POST', 'PUT', 'PATCH'], args: written, in_batch: true, answer: change }),
];
